/** Spanish. */
import type { Table } from './language.ts';
import { messages } from './es.messages.ts';
import { terms } from './es.terms.ts';

export const table = { messages, terms } satisfies Table;
