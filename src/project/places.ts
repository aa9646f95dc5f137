import { realPath } from './files.js';

/** Where the people's files of a machine lie. Paths as the system gives them; they need not be real paths. */
export interface Surroundings {
  readonly home: string;
  readonly temporary: readonly string[];
}

/** The folders at which a search upwards ends: none of them is a project. */
export interface Boundaries {
  readonly home: string;
  readonly temporary: readonly string[];
}

const PROGRAMS =
  /^\/(?:bin|dev|etc|lib|lib64|proc|sbin|sys|usr\/(?:bin|lib|libexec|sbin|share)|Applications|System|Library)(?:\/|$)/;
const WINDOWS_PROGRAMS = /^[A-Z]:\/(?:Windows|Program Files(?: \(x86\))?|ProgramData)(?:\/|$)/i;
// Below the Library of macOS lie the folders that people share between their machines.
const PROGRAMS_AT_HOME = /^\/(?:AppData|Library(?!\/(?:Mobile Documents|CloudStorage)\/.))(?:\/|$)/;

/** The same folders without links. */
export function boundariesOf({ home, temporary }: Surroundings): Boundaries {
  return {
    home: realPath(home) ?? home,
    temporary: temporary.filter((each) => each !== '').map((each) => realPath(each) ?? each),
  };
}

/** True for a folder that holds programs or their data: clients start servers there, people do not work there. */
export function isProgramFolder(folder: string, home: string): boolean {
  const [path, own] = [folder, home].map((each) => each.replaceAll('\\', '/')) as [string, string];
  if (PROGRAMS.test(path) || WINDOWS_PROGRAMS.test(path)) return true;
  return path.startsWith(`${own}/`) && PROGRAMS_AT_HOME.test(path.slice(own.length));
}

/** True where a home or a temporary directory lies below the folder: it is shared by more than one project. */
export function holdsBoundary(folder: string, { home, temporary }: Boundaries): boolean {
  const start = folder.replace(/[\\/]+$/, '');
  return [home, ...temporary].some(
    (each) => each.startsWith(start) && /^[\\/]/.test(each.slice(start.length)),
  );
}
