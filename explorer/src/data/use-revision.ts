import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { RevisionDocument } from '../../../src/generated/sandbox.js';

/** The connection to the sandbox. */
export interface Live {
  /** Changes whenever the data in the sandbox changes. Undefined until the first answer, and in an exported page. */
  readonly revision: number | undefined;
  readonly isConnected: boolean;
}

/** Waits for changes in the sandbox. If it cannot be reached, retries at increasing intervals. */
export function useRevision(isLive: boolean): Live {
  const client = useClient();
  const [live, setLive] = useState<Live>({ revision: undefined, isConnected: true });
  useEffect(() => {
    if (!isLive) return undefined;
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      let after: number | undefined;
      let waitMs = 500;
      while (!stop.signal.aborted) {
        const { data } = await client.query(RevisionDocument, { after });
        if (stop.signal.aborted) return;
        if (data) {
          after = data.revision;
          waitMs = 500;
          const { revision } = data;
          setLive((former) =>
            former.isConnected && former.revision === revision ? former : { revision, isConnected: true },
          );
        } else {
          setLive(({ revision }) => ({ revision, isConnected: false }));
          after = undefined; // A different sandbox may answer next.
          await new Promise((resolve) => setTimeout(resolve, waitMs));
          waitMs = Math.min(waitMs * 2, longestWaitMs);
        }
      }
    };
    void follow();
    return () => stop.abort();
  }, [client, isLive]);
  return live;
}

const longestWaitMs = 5_000;
