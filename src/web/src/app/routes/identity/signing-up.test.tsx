import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { signedIn, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

async function fillIn(user: ReturnType<typeof openAt>["user"], password = "a long passphrase") {
  await user.type(await screen.findByLabelText("Your name"), "Ada Lovelace");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), password);
  await user.type(screen.getByLabelText("Workspace"), "CDNow Inc.");
}

describe("Signing up", () => {
  it("asks to check the mail, whatever the address", async () => {
    const server = new FakeApi().on("POST", "/auth/register", { status: 202 });
    const { user, container } = openAt("/sign-up");
    await fillIn(user);
    await user.click(screen.getByRole("button", { name: "Create workspace" }));

    expect(await screen.findByRole("heading", { name: "Check your mail" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open the outbox of this machine" }).getAttribute("href")).toBe("/dev/outbox");
    expect(server.calls("POST", "/auth/register")[0]?.body).toEqual({ name: "Ada Lovelace", email: "ada@example.com", password: "a long passphrase", workspaceName: "CDNow Inc." });
    expect(await axeFindings(container)).toEqual([]);
  });

  it("marks what is missing and sends nothing", async () => {
    const server = new FakeApi();
    const { user } = openAt("/sign-up");
    await fillIn(user, "short");
    await user.click(screen.getByRole("button", { name: "Create workspace" }));

    expect(await screen.findByText(/At least 8 characters; a few words/)).toBeTruthy();
    expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(screen.getByLabelText("Password"));
    expect(server.calls("POST", "/auth/register")).toHaveLength(0);
  });

  it("shows the server's sentence at the field it is about", async () => {
    new FakeApi().on("POST", "/auth/register", problem(400, "identity.password_common", { errors: { Password: ["This password is among the first that an attacker tries."] } }));
    const { user } = openAt("/sign-up");
    await fillIn(user, "password1234");
    await user.click(screen.getByRole("button", { name: "Create workspace" }));

    expect(await screen.findByText("This password is among the first that an attacker tries.")).toBeTruthy();
    expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("A mailed link", () => {
  it("is taken out of the address, spends its token on the button only, and signs in", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/email/verify", { body: signedIn() });
    const { user, router } = openAt("/verify#token=mail-token-1");

    const button = await screen.findByRole("button", { name: "Confirm and sign in" });
    expect(router.state.location.href).toBe("/verify");
    expect(server.requests).toHaveLength(0);

    await user.click(button);
    expect(await screen.findByRole("heading", { name: "Welcome, Ada" })).toBeTruthy();
    expect(server.calls("POST", "/auth/email/verify").map((call) => call.body)).toEqual([{ token: "mail-token-1" }]);
  });

  it("that was used before says what to do", async () => {
    new FakeApi().on("POST", "/auth/email/verify", problem(400, "identity.token_invalid", { detail: "This link was used already." }));
    const { user } = openAt("/verify#token=old");
    await user.click(await screen.findByRole("button", { name: "Confirm and sign in" }));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("This link was used already."));
    expect(screen.getByRole("link", { name: "sign up again" })).toBeTruthy();
  });
});
