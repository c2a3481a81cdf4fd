/** Every text a person reads on the app's pages: [Chinese, English]. `test/words.test.ts` holds
 * that no key is missing, empty or unused. `{name}` stands for a value that is put in. A new page
 * brings a table of its own. */
import { ADMIN } from "./words/admin";
import { APP } from "./words/app";
import { CARRY } from "./words/carry";
import { CLERK } from "./words/clerk";
import { COMMANDER } from "./words/commander";
import { LAB } from "./words/lab";
import { PLANNER } from "./words/planner";
import { RESIDENT } from "./words/resident";
import { RULES } from "./words/rules";
import { SQUAD } from "./words/squad";
import { START } from "./words/start";

export const WORDS = {
  ...APP,
  ...START,
  ...CLERK,
  ...CARRY,
  ...LAB,
  ...SQUAD,
  ...COMMANDER,
  ...RESIDENT,
  ...ADMIN,
  ...PLANNER,
  ...RULES,
} as const satisfies Record<
  string,
  readonly [zh: string, en: string]
>;

export type WordKey = keyof typeof WORDS;
