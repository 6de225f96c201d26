/** Feed text (RSS, Atom) enters; the text of its elements and attributes leaves. No document type, no entities but the five and numbers, so nothing can expand. */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Inner text of every `<name …>…</name>`, in order; elements of the same name inside each other are not in feeds. */
export function elements(xml: string, name: string): string[] {
  const found: string[] = [];
  const close = `</${name}>`;
  for (let from = 0; ;) {
    const start = nextTag(xml, name, from);
    if (!start) return found;
    if (start.empty) {
      found.push('');
      from = start.end;
      continue;
    }
    const end = xml.indexOf(close, start.end);
    if (end < 0) return found;
    found.push(xml.slice(start.end, end));
    from = end + close.length;
  }
}

/** Text of the first element of that name, unpacked; null when there is none. */
export function textOf(xml: string, name: string): string | null {
  const [inner] = elements(xml, name);
  return inner === undefined ? null : unpack(inner);
}

/** An attribute of the first element of that name. */
export function attributeOf(xml: string, name: string, attribute: string): string | null {
  const start = nextTag(xml, name, 0);
  if (!start) return null;
  const found = new RegExp(`\\s${attribute}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(start.text);
  return found ? unpack(found[1] ?? found[2] ?? '') : null;
}

function nextTag(
  xml: string,
  name: string,
  from: number,
): { readonly end: number; readonly text: string; readonly empty: boolean } | null {
  for (let at = xml.indexOf(`<${name}`, from); at >= 0; at = xml.indexOf(`<${name}`, at + 1)) {
    const after = xml[at + name.length + 1] ?? '';
    if (!/[\s/>]/.test(after)) continue; // <title and not <titles
    const end = xml.indexOf('>', at);
    if (end < 0) return null;
    const text = xml.slice(at, end);
    return { end: end + 1, text, empty: text.endsWith('/') };
  }
  return null;
}

function unpack(inner: string): string {
  return inner
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part) =>
      part.startsWith('<![CDATA[') ? part.slice(9, -3) : part.replace(/&(#x?[0-9a-f]{1,6}|\w{2,5});/gi, entity),
    )
    .join('')
    .trim();
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
