/** The server's one secret in; signatures, checks and hashes for each purpose out. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Node's own hashing is twenty times as fast as one in script; where there is none (Workers), script does. Looked for at
 * run time, so that the bundle for Workers has no import that it could not resolve.
 */
const native = (globalThis.process as NodeJS.Process | undefined)?.getBuiltinModule?.('node:crypto') ?? null;

/** SHA-256 in hex. */
export const sha256Hex = (text: string): string =>
  native ? native.createHash('sha256').update(text).digest('hex') : sha256HexInScript(text);
export const sha256HexInScript = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** Each purpose signs under its own name, so a signature made for one never passes for another. */
export type Purpose = 'share' | 'stored_share' | 'sample_id' | 'receipt' | 'address';

const LEAST_SECRET_BYTES = 32;
const DAY_MS = 86_400_000;

export class Keys {
  /** With the secret already in it; each signature starts from a copy. */
  readonly #begun: ReturnType<typeof hmac.create>;
  readonly #secret: Uint8Array;
  readonly #native: typeof native;

  /** @throws RangeError when the secret is too short to be one */
  constructor(secret: Uint8Array, inScript = false) {
    if (secret.length < LEAST_SECRET_BYTES) throw new RangeError(`a secret has ${LEAST_SECRET_BYTES} bytes or more`);
    this.#secret = secret;
    this.#native = inScript ? null : native;
    this.#begun = hmac.create(sha256, secret);
  }

  /** HMAC-SHA-256, 43 characters of base64url. */
  sign(purpose: Purpose, text: string): string {
    const whole = `${purpose}\n${text}`;
    if (this.#native) return this.#native.createHmac('sha256', this.#secret).update(whole).digest('base64url');
    return base64url(this.#begun.clone().update(utf8ToBytes(whole)).digest());
  }

  holds(purpose: Purpose, text: string, signature: string): boolean {
    return sameText(this.sign(purpose, text), signature);
  }

  /**
   * What stands for a client's address in the memory of the rate limits: another value every day, so that two days
   * cannot be joined. IPv6 counts by its /64, which is what one household gets.
   */
  addressHash(address: string, now: number): string {
    const place = address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
    return this.sign('address', `${Math.floor(now / DAY_MS)}\n${place}`).slice(0, 22);
  }
}

/** SHA-256 in hex: what is kept of a random token. 256 random bits need no slow hash (shared notes, edge.md section 7). */
export const hashOfToken = (token: string): string => sha256Hex(token);

/** Takes the same time wherever the two differ. */
export function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** null for what is not base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The largest multiple of 62 in a byte: what lies above would make some characters likelier. */
const FAIR_BELOW = 248;

/** @param random fills with random bytes, as crypto.getRandomValues does */
export function base62(length: number, random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random(new Uint8Array(length * 2))) {
      if (byte < FAIR_BELOW && text.length < length) text += BASE62[byte % 62] ?? '';
    }
  }
  return text;
}

export const randomBytes = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => crypto.getRandomValues(bytes);

/** 32 random bytes as base64url: 43 characters. */
export const randomToken = (): string => base64url(randomBytes(new Uint8Array(32)));
