import { expect, it } from "vitest";
import { Frames } from "../src/scan/frames";

it("believes what two frames say, once, and nothing while two codes are in view", () => {
  const frames = new Frames();
  const see = (...texts: string[]) => {
    const sight = frames.see(texts);
    return sight.is === "code" ? sight.text : sight.is;
  };
  expect([see("A"), see("A"), see("A")]).toEqual(["nothing", "A", "nothing"]);
  expect([see("A", "B"), see("B"), see("B")]).toEqual(["two", "nothing", "B"]);
  // A frame without it, or a wrong reading between, is no second look.
  expect([see("C"), see(), see("C"), see("D"), see("C")]).toEqual(Array(5).fill("nothing"));
  expect(see("C")).toBe("C");
  for (let frame = 0; frame < 8; frame++) see();
  expect([see("C"), see("C")]).toEqual(["nothing", "C"]);
});
