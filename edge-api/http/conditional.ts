/** ETags, compressed forms and byte ranges after RFC 9110: request headers in, decisions out. Pure. */

export type Form = 'plain' | 'br' | 'gz';

/** The token of each compressed form in Accept-Encoding and Content-Encoding. */
export const CODING = { br: 'br', gz: 'gzip' } as const satisfies Record<Exclude<Form, 'plain'>, string>;

/** The smallest form that the client takes; `plain` when none. */
export function chooseForm(
  acceptEncoding: string | undefined,
  forms: { readonly br?: number; readonly gz?: number },
): Form {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').split(',')) {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    const q = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((found) => found !== undefined);
    if (name.trim() !== '') weights.set(name.trim(), q === undefined ? 1 : Number(q));
  }
  const takes = (coding: string): boolean => (weights.get(coding) ?? weights.get('*') ?? 0) > 0;
  if (forms.br !== undefined && takes(CODING.br)) return 'br';
  if (forms.gz !== undefined && takes(CODING.gz)) return 'gz';
  return 'plain';
}

/** Strong validator of one form of one content. */
export const etagOf = (sha256: string, form: Form): string =>
  form === 'plain' ? `"${sha256}"` : `"${sha256}-${form}"`;

/** Whether If-None-Match names this content; any of its forms will do, since they unpack to the same bytes. */
export function isKnown(ifNoneMatch: string | undefined, sha256: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => {
    const found = /^\s*(?:W\/)?"([^"]*)"\s*$/.exec(tag)?.[1];
    return found !== undefined && found.replace(/-(br|gz)$/, '') === sha256;
  });
}

/** Bytes from..to inclusive. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/**
 * What a Range header asks of a body of `bytes` bytes. A header in another unit, in bad shape or with several ranges is
 * passed over and the whole body is sent, as the RFC allows; so is one whose If-Range names another content.
 */
export function sliceOf(
  range: string | undefined,
  ifRange: string | undefined,
  etag: string,
  bytes: number,
): Slice | 'whole' | 'unsatisfiable' {
  if (range === undefined) return 'whole';
  if (ifRange !== undefined && ifRange.trim() !== etag) return 'whole';
  const found = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(range.trim());
  if (!found) return 'whole';
  const [, first = '', last = ''] = found;
  if (first === '') {
    if (last === '') return 'whole';
    const tail = Number(last);
    if (tail === 0 || bytes === 0) return 'unsatisfiable';
    return { from: Math.max(0, bytes - tail), to: bytes - 1 };
  }
  const from = Number(first);
  const to = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < from) return 'whole';
  return from >= bytes ? 'unsatisfiable' : { from, to };
}
