/** Text enters, the hashtags in it leave: lower case, each once, as platforms take them (letters, digits, underscore; not digits alone). */
export function hashtagsIn(text: string): readonly string[] {
  const found = text.matchAll(/(?<![\p{L}\p{N}_&])[#＃]([\p{L}\p{M}\p{N}_]{1,99})/gu);
  const tags = [...found].map(([, tag = '']) => tag).filter((tag) => /\p{L}/u.test(tag));
  return [...new Set(tags.map((tag) => `#${tag.toLowerCase()}`))];
}
