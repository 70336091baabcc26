import type { ServicePeer, Writing } from './service-peer.ts';

/**
 * Sends shapes together in one notification, and apart only where the whole was not acknowledged: cheap for a good candidate,
 * exact for a bad one (contracts.md §6). `parts` are payloads that can stand alone; `together` joins them.
 */
export async function togetherThenApart(
  peer: ServicePeer,
  together: readonly unknown[],
  parts: readonly (readonly unknown[])[],
  writing: Writing = {},
): Promise<void> {
  const session = await peer.session();
  if ((await peer.attempt(session.notify(together, writing))) !== undefined) return;
  for (const part of parts) {
    const again = await peer.attempt(peer.session());
    if (again !== undefined) await peer.attempt(again.notify(part, writing));
  }
}
