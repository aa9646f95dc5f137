import { ASSISTANTS } from './kinds/assistants.js';
import { CLOUD } from './kinds/cloud.js';
import { CODE_HOSTING } from './kinds/code-hosting.js';
import { COMMANDS } from './kinds/commands.js';
import { MESSAGING } from './kinds/messaging.js';
import { PAYMENTS } from './kinds/payments.js';
import { PRIVATE_KEYS } from './kinds/private-keys.js';
import { SERVICES } from './kinds/services.js';
import { STRUCTURED } from './kinds/structured.js';
import type { SecretRule } from './secret-rule.js';

/** Every rule; where two find the same, the earlier one names it. */
export const SECRET_RULES: readonly SecretRule[] = [
  ...PRIVATE_KEYS,
  ...CODE_HOSTING,
  ...ASSISTANTS,
  ...MESSAGING,
  ...PAYMENTS,
  ...SERVICES,
  ...CLOUD,
  ...STRUCTURED,
  ...COMMANDS,
];
