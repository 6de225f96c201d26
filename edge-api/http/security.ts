/** The headers that every reply carries on both hosts. `public/_headers` repeats them for static assets on Workers; a test compares. */

/** Measured with TF.js, ONNX Runtime and ffmpeg.wasm: no violation (shared notes, edge.md section 7). */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' blob: data:",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

/** Cross-origin isolation gives ONNX Runtime its threads; the app works without it. */
export const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** A share page: its own policy, and no isolation, which would only stand between it and crawlers. */
export function sharePageHeaders(policy: string): Readonly<Record<string, string>> {
  const { 'cross-origin-embedder-policy': _isolation, ...rest } = SECURITY_HEADERS;
  return { ...rest, 'content-security-policy': policy, 'x-robots-tag': 'noindex' };
}

/** The pictures of share links are shown on other people's pages: that is what they are for. */
export const PICTURE_HEADERS = { ...SECURITY_HEADERS, 'cross-origin-resource-policy': 'cross-origin' } as const;
