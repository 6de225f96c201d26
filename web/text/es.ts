/** Spanish. */
import type { Table } from './language.ts';
import { messages } from './es.messages.ts';
import { rooms } from './es.rooms.ts';
import { terms } from './es.terms.ts';

export const table = { messages: { ...messages, ...rooms }, terms } satisfies Table;
