import { openForeignDatabase as open } from '../../backends/foreign-catalog.js';
import type { OpenForeignDatabase } from '../contracts/foreign-database.js';

/** Opens a SQLite file of another program for reading alone; see the contract for its errors. */
export const openForeignDatabase: OpenForeignDatabase = open;
