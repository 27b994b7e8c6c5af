import type { ChildProcess } from 'node:child_process';

/** Children that lead a process group and still run. */
const running = new Set<ChildProcess>();

/** Ends a child's group when this process ends, so that no orphan stays. @param child spawned with `detached`. */
export function endWithThisProcess(child: ChildProcess): void {
  if (running.size === 0) {
    process.on('exit', killAll);
  }
  running.add(child);
  child.once('close', () => {
    running.delete(child);
    if (running.size === 0) {
      process.off('exit', killAll);
    }
  });
}

/** SIGKILL for a child and all that it has started. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function killAll(): void {
  for (const child of running) {
    killGroup(child);
  }
}
