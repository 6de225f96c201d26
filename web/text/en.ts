/** English. */
import type { Table } from './language.ts';
import { messages } from './en.messages.ts';
import { rooms } from './en.rooms.ts';
import { terms } from './en.terms.ts';

export const table = { messages: { ...messages, ...rooms }, terms } satisfies Table;
