import { describeBackend } from './backend-suite.js';
import { OPEN_BACKENDS } from './open-backends.js';

for (const [name, open] of Object.entries(OPEN_BACKENDS)) describeBackend(name, open);
