import { controlAfterClose } from '../../frames.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';
import { closes } from './closes.ts';
import { commandForms } from './command-forms.ts';
import { guards } from './guards.ts';
import { paces } from './paces.ts';
import { trust } from './trust.ts';

/** What an endpoint made of the guide's ambiguities, seen over a whole run; never red (contracts.md §2). */
export const endpointObservations = (view: View): readonly Observation[] =>
  [trust, paces, guards, closes, commandForms, controlAfterClose].flatMap((observe) => observe(view));
