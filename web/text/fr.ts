/** French. */
import type { Table } from './language.ts';
import { looking } from './fr.looking.ts';
import { messages } from './fr.messages.ts';
import { rooms } from './fr.rooms.ts';
import { terms } from './fr.terms.ts';

export const table = { messages: { ...messages, ...looking, ...rooms }, terms } satisfies Table;
