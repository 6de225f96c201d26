/** The words on screen in the language chosen: key and blanks → sentence, number → text. */
import { Formats } from '../text/format.ts';
import { chooseLanguage, loadTable, type Language, type Table } from '../text/language.ts';
import type { CountKey, Filling, Key } from '../text/messages.ts';

export type LanguageChoice = 'auto' | Language;

export class Words {
  #choice = $state<LanguageChoice>('auto');
  #language = $state<Language>('en');
  #table = $state.raw<Table | null>(null);
  readonly #formats = $derived(new Formats(this.#language));
  readonly #preferences: readonly string[];
  readonly #load: (language: Language) => Promise<Table>;

  constructor(preferences: readonly string[], load: (language: Language) => Promise<Table> = loadTable) {
    this.#preferences = preferences;
    this.#load = load;
  }

  get choice(): LanguageChoice {
    return this.#choice;
  }
  get language(): Language {
    return this.#language;
  }
  get format(): Formats {
    return this.#formats;
  }

  /** How 03/04/2026 is taken where nothing else tells: an American browser in English means March. */
  get monthFirst(): boolean {
    return this.#language === 'en' && this.#preferences[0] === 'en-US';
  }

  /** Table first, then the switch: no screen ever shows half of each. */
  async use(choice: LanguageChoice): Promise<void> {
    const language = choice === 'auto' ? chooseLanguage(this.#preferences) : choice;
    const table = await this.#load(language);
    this.#choice = choice;
    this.#language = language;
    this.#table = table;
  }

  t = <K extends Key>(key: K, ...[blanks]: Filling<K>): string => this.#fill(this.#table?.messages[key] ?? key, blanks);

  /** The sentence for one or for many; `{n}` is the count. */
  count = (key: CountKey, n: number): string => {
    const full: Key = `${key}.${this.#formats.isOne(n) ? 'one' : 'other'}`;
    return this.#fill(this.#table?.messages[full] ?? full, { n });
  };

  /** The name or sentence of a code that the core gave; null when this app has no word for it. */
  term = (kind: string, code: string, blanks?: Readonly<Record<string, string | number>>): string | null => {
    const terms: Readonly<Record<string, string>> | undefined = this.#table?.terms;
    const sentence = terms?.[`${kind}.${code}`];
    return sentence === undefined ? null : this.#fill(sentence, blanks);
  };

  #fill(sentence: string, blanks?: Readonly<Record<string, string | number>>): string {
    if (!blanks) return this.#formats.set(sentence);
    const filled = sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = blanks[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? this.#formats.number(value, 2) : value;
    });
    return this.#formats.set(filled);
  }
}
