/** Spanish. */
import type { Table } from './language.ts';
import { looking } from './es.looking.ts';
import { messages } from './es.messages.ts';
import { rooms } from './es.rooms.ts';
import { terms } from './es.terms.ts';

export const table = { messages: { ...messages, ...looking, ...rooms }, terms } satisfies Table;
