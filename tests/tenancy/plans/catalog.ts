import { CORE_PLANS } from './core.js';
import { EXTENDED_PLANS } from './extended.js';
import { ADMIN_PLANS, OTHER_PLANS } from './others.js';
import type { Plan } from './plan.js';

/** How each tool is probed, by name. */
export const TOOL_PLANS: Readonly<Record<string, Plan>> = {
  ...CORE_PLANS,
  ...EXTENDED_PLANS,
  ...ADMIN_PLANS,
};

/** How everything is probed that a member can ask for. */
export const PLANS: Readonly<Record<string, Plan>> = { ...TOOL_PLANS, ...OTHER_PLANS };
