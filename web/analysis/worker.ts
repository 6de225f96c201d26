/** Hosts the analysis in a worker: messages of the protocol enter and leave; several requests may run at once. */
import { assertNever } from '#core/units.ts';
import type { Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import { analyse, lookAgain, rescore, type Services, type Tell } from './analyse.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The part of a worker's global scope that is used here. */
export interface Port {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}

export function host(port: Port, services: Services): void {
  const running = new Map<number, AbortController>();

  const run = async (
    id: number,
    work: (tell: Tell, signal: AbortSignal) => Promise<Result<Report>>,
    end: 'done' | 'perceived' = 'done',
  ): Promise<void> => {
    const stop = new AbortController();
    running.set(id, stop);
    const tell: Tell = (progress) => {
      if (stop.signal.aborted) return;
      // A preview belongs to the page from here on.
      port.postMessage({ ...progress, id }, progress.kind === 'frame' ? [progress.image.buffer] : []);
    };
    try {
      const result = await work(tell, stop.signal);
      if (result.ok) port.postMessage({ kind: end, id, report: result.value }, []);
      else port.postMessage({ kind: 'failed', id, failure: result.failure }, []);
    } catch (error) {
      // A bug. It is reported as one, and the person is not left waiting.
      port.postMessage({ kind: 'failed', id, failure: { code: 'worker_lost' } }, []);
      reportError(error);
    } finally {
      running.delete(id);
    }
  };

  port.addEventListener('message', ({ data }) => {
    switch (data.kind) {
      case 'analyse':
        void run(data.id, (tell, signal) => analyse(data, services, tell, signal));
        return;
      case 'rescore':
        void run(data.id, (tell, signal) => rescore(data, services, tell, signal));
        return;
      case 'perceive':
        void run(data.id, (tell, signal) => lookAgain(data, services, tell, signal), 'perceived');
        return;
      case 'cancel':
        running.get(data.id)?.abort();
        return;
      case 'ping':
        port.postMessage({ kind: 'alive', id: data.id }, []);
        return;
      default:
        assertNever(data);
    }
  });
}
