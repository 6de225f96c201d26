/** Two greys enter; how far they stand apart after WCAG 2.2 leaves, 1 (alike) to 21 (black on white). */
export function contrastRatio(a: number, b: number): number {
  const [dark, light] = [luminance(Math.min(a, b)), luminance(Math.max(a, b))];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance of a grey of 0..255. */
function luminance(level: number): number {
  const c = level / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}
