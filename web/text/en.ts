/** English. */
import type { Table } from './language.ts';
import { looking } from './en.looking.ts';
import { messages } from './en.messages.ts';
import { rooms } from './en.rooms.ts';
import { terms } from './en.terms.ts';

export const table = { messages: { ...messages, ...looking, ...rooms }, terms } satisfies Table;
