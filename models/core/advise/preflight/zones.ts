/** A box and a platform's safe rectangle enter; how much of the box lies outside it leaves. */
import type { Box } from '../../flow.ts';
import type { SafeZone } from '../safe-zones.ts';

/** Part of a box that lies outside the safe rectangle. */
export function coveredShare(box: Box, zone: SafeZone): number {
  const area = box.w * box.h;
  if (area <= 0) return 0;
  const w = Math.max(0, Math.min(box.x + box.w, 1 - zone.right) - Math.max(box.x, zone.left));
  const h = Math.max(0, Math.min(box.y + box.h, 1 - zone.bottom) - Math.max(box.y, zone.top));
  return Math.min(1, Math.max(0, 1 - (w * h) / area));
}
