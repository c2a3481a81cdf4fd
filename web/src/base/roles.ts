/** Who works on which page. A new page is a line in `PAGES`. */
import { t } from "./lang";

/** In the order of a day: from the desk to headquarters. */
export const ROLES = [
  "clerk",
  "packer",
  "courier",
  "lab",
  "reviewer",
  "commander",
  "planner",
  "auditor",
  "admin",
  "party",
  "platform",
] as const;
export type Role = (typeof ROLES)[number];

export type PageName =
  | "clerk"
  | "packer"
  | "courier"
  | "lab"
  | "squad"
  | "commander"
  | "planner"
  | "admin";

/** The pages of a role in the order of its day; it begins at the first. */
const PAGES: Partial<Record<Role, readonly PageName[]>> = {
  clerk: ["clerk", "packer", "squad"],
  packer: ["packer", "squad"],
  courier: ["courier"],
  lab: ["lab"],
  reviewer: ["lab"],
  commander: ["commander", "planner", "squad"],
  planner: ["planner", "commander"],
  auditor: ["admin", "commander"],
  admin: ["admin", "clerk", "packer", "courier", "lab", "squad", "commander", "planner"],
};

export function pagesOf(role: string): readonly PageName[] {
  return PAGES[role as Role] ?? [];
}

export function roleName(role: string): string {
  return ROLES.some((one) => one === role) ? t(`role.${role}` as "role.clerk") : role;
}

/** To which kind of place a role may be tied. */
export function place(role: string): "site" | "lab" | "party" | "none" {
  if (role === "clerk" || role === "packer") return "site";
  if (role === "lab" || role === "reviewer") return "lab";
  return role === "party" ? "party" : "none";
}
