import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { clockAt, withSession } from "@/testing/builders";
import { FakeApi } from "@/testing/fake-api";
import { openAt } from "@/testing/render";
import { setupWith } from "@/testing/setup-builders";

/** Where business time stands elsewhere than the world's, every form begins there. */
describe("Business time", () => {
  const server = () => clockAt(withSession(new FakeApi()), "1998-07-14T10:00:00Z");

  it("is the month in which a new definition begins", async () => {
    server().on("POST", "/value/formula/evaluate", { body: { value: null, fee: null, points: null, error: null } });
    openAt("/value/definitions/new");
    expect((await screen.findByLabelText<HTMLInputElement>(/First period begins on/)).value).toBe("1998-07-01");
  });

  it("ends the six whole months that a baseline is measured in", async () => {
    server().on("GET", "/setup", { body: setupWith() });
    openAt("/setup?step=baseline");
    expect((await screen.findByLabelText<HTMLInputElement>("Reference from")).value).toBe("1998-01-01");
    expect(screen.getByLabelText<HTMLInputElement>("Up to, not including").value).toBe("1998-07-01");
  });
});
