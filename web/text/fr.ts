/** English. */
import type { Table } from './language.ts';
import { messages } from './en.messages.ts';
import { terms } from './en.terms.ts';

export const table = { messages, terms } satisfies Table;
