/** Drawn stills for invented reports; after the design's mock-ups. Tests and screenshots only. */

const GRADIENT =
  '<defs><linearGradient id="gv" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".28"/></linearGradient></defs>';

export const ART: readonly string[] = [
  // face
  '<rect width="90" height="160" fill="#2F6F6B"/><rect width="90" height="160" fill="url(#gv)"/><circle cx="14" cy="30" r="26" fill="#3C8A80" opacity=".5"/><circle cx="80" cy="54" r="18" fill="#F0B65C" opacity=".35"/><path d="M-6 160c3-34 24-46 51-46s48 12 51 46z" fill="#E9DFC9"/><path d="M36 96h18v20c0 10-18 10-18 0z" fill="#C98B62"/><ellipse cx="45" cy="76" rx="21" ry="27" fill="#DDA078"/><path d="M22 76c-4-30 10-42 25-42 18 0 26 16 21 40-2-12-8-20-17-23-9 6-20 8-26 6-2 6-3 12-3 19z" fill="#3A2420"/><path d="M38 90c4 4 10 4 14 0" stroke="#8A4A35" stroke-width="2" fill="none" stroke-linecap="round"/><circle cx="37" cy="75" r="2" fill="#2A1A18"/><circle cx="53" cy="75" r="2" fill="#2A1A18"/><path d="M32 124c8 7 18 7 26 0l8 36H24z" fill="#C8553D"/>',
  // dough
  '<rect width="90" height="160" fill="#EBC48F"/><rect width="90" height="92" fill="#F3D9AE"/><rect x="8" y="10" width="30" height="44" rx="3" fill="#FBEBD0"/><path d="M8 32h30M23 10v44" stroke="#EBC48F" stroke-width="2"/><rect x="60" y="40" width="18" height="52" rx="4" fill="#8FA886"/><rect x="63" y="30" width="12" height="14" rx="3" fill="#6F8A6A"/><rect y="92" width="90" height="68" fill="#9A5F3C"/><path d="M0 92h90v6H0z" fill="#B87549"/><ellipse cx="45" cy="122" rx="36" ry="13" fill="#7C472B"/><ellipse cx="45" cy="112" rx="29" ry="19" fill="#FBEDD6"/><ellipse cx="38" cy="106" rx="13" ry="7" fill="#FFF8EB"/><path d="M78 86c-10 4-18 12-19 21 4 4 9 3 12-1l19-11V82z" fill="#DDA078"/>',
  // pan
  '<rect width="90" height="160" fill="#3B4654"/><path d="M0 0h90v160H0z" fill="url(#gv)"/><circle cx="45" cy="86" r="41" fill="#20262F"/><circle cx="45" cy="86" r="36" fill="#151A21"/><path d="M41 124h8v44h-8z" fill="#6B4632"/><path d="M18 86c0-17 12-28 28-28s27 12 26 28-11 26-27 26-27-10-27-26z" fill="#F0CE93"/><path d="M18 86c0-17 12-28 28-28s27 12 26 28" fill="#F8DFB0" opacity=".7"/><g fill="#A8642F"><ellipse cx="35" cy="78" rx="6" ry="4"/><ellipse cx="54" cy="72" rx="4" ry="3"/><ellipse cx="57" cy="92" rx="7" ry="4.5"/><ellipse cx="38" cy="98" rx="4" ry="3"/><ellipse cx="46" cy="85" rx="3" ry="2"/></g><path d="M30 42c-6-8 6-12 0-22M46 38c-6-8 6-12 0-22M62 42c-6-8 6-12 0-22" stroke="#fff" stroke-width="3" fill="none" opacity=".28" stroke-linecap="round"/>',
  // flip
  '<rect width="90" height="160" fill="#C8553D"/><circle cx="70" cy="24" r="44" fill="#E27B4F" opacity=".7"/><circle cx="70" cy="24" r="24" fill="#F4A76A" opacity=".6"/><ellipse cx="45" cy="62" rx="31" ry="11" transform="rotate(-18 45 62)" fill="#F0CE93"/><ellipse cx="45" cy="59" rx="31" ry="10" transform="rotate(-18 45 59)" fill="#F8E2B8"/><g fill="#A8642F"><ellipse cx="34" cy="62" rx="5" ry="2" transform="rotate(-18 34 62)"/><ellipse cx="53" cy="56" rx="6" ry="2.4" transform="rotate(-18 53 56)"/></g><path d="M16 92c4-9 8-14 14-18M74 84c-3-5-6-9-10-13" stroke="#FFE3C4" stroke-width="2.5" fill="none" stroke-linecap="round" opacity=".8"/><path d="M6 118h68c0 14-14 20-34 20S6 132 6 118z" fill="#1B2028"/><path d="M72 118h26v7H72z" fill="#5A3A2A"/>',
  // plate
  '<rect width="90" height="160" fill="#DDE3D2"/><path d="M0 104h90v56H0z" fill="#C9D2BC"/><circle cx="45" cy="92" r="40" fill="#FBFAF4"/><circle cx="45" cy="92" r="31" fill="#F1EEE2"/><path d="M22 96c2-16 12-24 24-24s22 8 22 22-12 21-24 21-23-8-22-19z" fill="#EDC584"/><path d="M46 72c-10 4-14 14-10 24 10 2 20-2 24-10" fill="#E0AC63" opacity=".6"/><g fill="#5C8A4B"><ellipse cx="38" cy="86" rx="5" ry="2.6" transform="rotate(30 38 86)"/><ellipse cx="52" cy="98" rx="5" ry="2.6" transform="rotate(-24 52 98)"/><ellipse cx="48" cy="82" rx="4" ry="2" transform="rotate(70 48 82)"/><ellipse cx="36" cy="101" rx="4" ry="2" transform="rotate(-50 36 101)"/></g><circle cx="74" cy="48" r="15" fill="#C8553D"/><circle cx="74" cy="48" r="11" fill="#F2E9D8"/><path d="M10 26c10-14 22-14 30-6-8 10-20 12-30 6z" fill="#7FA36B"/>',
  // hike
  '<rect width="90" height="160" fill="#F3C9A4"/><rect width="90" height="70" fill="#E79A7A" opacity=".5"/><circle cx="60" cy="58" r="16" fill="#FFF1D6"/><path d="M0 92l22-26 16 18 22-34 30 42v68H0z" fill="#7D6A8C"/><path d="M0 116l26-22 22 20 20-16 22 16v46H0z" fill="#54496B"/><path d="M0 140c20-12 44-8 90-20v40H0z" fill="#332C47"/>',
  // plant
  '<rect width="90" height="160" fill="#E9EFE6"/><path d="M0 122h90v38H0z" fill="#D3DCCB"/><path d="M28 112h34l-5 34H33z" fill="#C8734F"/><path d="M26 106h38v9H26z" fill="#DB8A63"/><path d="M45 108V58" stroke="#3F6B48" stroke-width="3"/><path d="M45 84C20 82 14 60 18 44c18 4 28 20 27 40zM45 74c2-22 14-36 32-38 2 20-10 36-32 38z" fill="#4C8459"/><path d="M45 60c-10-14-6-32 4-42 10 12 8 30-4 42z" fill="#66A06F"/>',
];

/** A drawing as a whole SVG. */
export const stillOf = (svg: string, width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 160" width="${width}" height="${height}">${GRADIENT}${svg}</svg>`;

/** A drawing → JPEG, as the app would have made from a frame. */
export async function drawArt(svg: string, width: number, height: number): Promise<Uint8Array> {
  const image = new Image(width, height);
  const whole = stillOf(svg, width, height);
  image.src = `data:image/svg+xml,${encodeURIComponent(whole)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  return new Uint8Array(await blob.arrayBuffer());
}
