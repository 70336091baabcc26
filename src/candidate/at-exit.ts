const pending = new Set<() => void>();

/** Does something when this process ends before its time, as a second signal makes it; gives what calls that off. */
export function atExit(action: () => void): () => void {
  if (pending.size === 0) process.on('exit', all);
  pending.add(action);
  return () => {
    pending.delete(action);
    if (pending.size === 0) process.off('exit', all);
  };
}

function all(): void {
  for (const action of pending) action();
}
