import type { TlsProblem } from '../transcript/entry.ts';

/** A certificate does not hold, and the message says why. */
export class CertificateProblem extends Error {
  override readonly name = 'CertificateProblem';
  readonly problem: TlsProblem;

  constructor(problem: TlsProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}
