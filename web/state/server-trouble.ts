/** A failure of a call to our own server → which of the few sentences about the server fits. */
import type { Failure } from '#core/failure.ts';

/** No way there; there but failing; asked too often; it said no. */
export type ServerTrouble = 'unreachable' | 'failing' | 'too_often' | 'refused';

export function serverTrouble({ code }: Failure): ServerTrouble {
  switch (code) {
    case 'offline_and_missing':
      return 'unreachable';
    case 'server_failed':
      return 'failing';
    case 'too_often':
      return 'too_often';
    default:
      return 'refused';
  }
}
