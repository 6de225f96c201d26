/** French. */
import type { Table } from './language.ts';
import { messages } from './fr.messages.ts';
import { terms } from './fr.terms.ts';

export const table = { messages, terms } satisfies Table;
