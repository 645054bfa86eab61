import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { session } from "@/lib/session";
import { axeFindings } from "@/testing/axe";
import { me, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const secret = "JBSWY3DPEHPK3PXP";
const codes = ["aaaa-bbbb", "cccc-dddd"];

describe("Security", () => {
  it("changes the password and empties the form", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/password/change", {});
    const { user, container } = openAt("/settings/security");
    await user.type(await screen.findByLabelText("Present password"), "correct horse battery");
    await user.type(screen.getByLabelText("New password"), "another long passphrase");
    await user.click(screen.getByRole("button", { name: "Change password" }));
    expect(await screen.findByText("Changed. All your other sessions were ended.")).toBeTruthy();
    expect(server.calls("POST", "/auth/password/change")[0]?.body).toEqual({ currentPassword: "correct horse battery", password: "another long passphrase" });
    expect(screen.getByLabelText<HTMLInputElement>("New password").value).toBe("");
    expect(await axeFindings(container)).toEqual([]);
  });

  it("mails a link to a new address", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/email/change", { status: 202 });
    const { user } = openAt("/settings/security");
    await user.type(await screen.findByLabelText("New address"), "ada@new.example");
    await user.type(screen.getByLabelText("Your password"), "correct horse battery");
    await user.click(screen.getByRole("button", { name: "Send the link" }));
    expect(await screen.findByText("A link is on its way to ada@new.example.")).toBeTruthy();
    expect(server.calls("POST", "/auth/email/change")[0]?.body).toEqual({ email: "ada@new.example", password: "correct horse battery" });
  });

  it("switches two-step sign-in on by a first code, and shows the recovery codes once", async () => {
    let isOn = false;
    const server = withSession(new FakeApi())
      .on("GET", "/auth/me", () => ({ body: { ...me, user: { ...me.user, twoStep: isOn } } }))
      .on("POST", "/auth/2fa/enroll", ({ body }) => {
        isOn = "code" in (body as object);
        return { body: isOn ? { secret: null, uri: null, qr: null, recoveryCodes: codes } : { secret, uri: "otpauth://totp/x", qr: "data:image/png;base64,AAAA", recoveryCodes: null } };
      });
    const { user, queries } = openAt("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Set up" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("img", { name: "The secret for your authenticator app" })).toBeTruthy();
    expect(dialog.getByText(secret)).toBeTruthy();
    await user.type(dialog.getByLabelText("Code"), "123456");
    await user.click(dialog.getByRole("button", { name: "Switch on" }));

    expect(await dialog.findByText("aaaa-bbbb")).toBeTruthy();
    expect(server.calls("POST", "/auth/2fa/enroll").map((call) => call.body)).toEqual([{}, { code: "123456" }]);
    await user.click(dialog.getByRole("button", { name: "I have stored them" }));
    expect(await screen.findByRole("button", { name: "Switch off" })).toBeTruthy();
    expect(document.body.innerHTML).not.toContain(secret);
    expect(document.body.innerHTML).not.toContain("aaaa-bbbb");
    expect(JSON.stringify(queries.getQueryCache().getAll().map((query) => query.state.data))).not.toContain("aaaa-bbbb");
  });

  it("switches it off with a code", async () => {
    const server = withSession(new FakeApi(), { ...me, user: { ...me.user, twoStep: true } }).on("DELETE", "/auth/2fa", {});
    const { user } = openAt("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Switch off" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText("Code"), "123456");
    await user.click(dialog.getByRole("button", { name: "Switch off" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(server.calls("DELETE", "/auth/2fa")[0]?.body).toEqual({ code: "123456" });
  });

  it("leads through a new sign-in and back where a recent one is needed", async () => {
    const server = withSession(new FakeApi())
      .on("POST", "/auth/2fa/enroll", problem(403, "identity.sign_in_again", { detail: "This needs a sign-in of the last 10 minutes." }))
      .on("POST", "/auth/logout", {});
    const { user, router } = openAt("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Set up" }));
    server.on("POST", "/auth/refresh", problem(401, "identity.session_ended"));
    await user.click(await screen.findByRole("button", { name: "Sign in again and come back" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
    expect(router.state.location.search).toEqual({ return: "/settings/security" });
    expect(server.calls("POST", "/auth/logout")).toHaveLength(1);
  });
});

describe("My account", () => {
  it("is deleted with the password, and nobody is signed in after that", async () => {
    const server = withSession(new FakeApi()).on("DELETE", "/auth/me", {});
    const { user } = openAt("/settings/profile");
    await user.click(await screen.findByRole("button", { name: "Delete my account…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("button", { name: "Delete my account" }).hasAttribute("disabled")).toBe(true);
    server.on("POST", "/auth/refresh", problem(401, "identity.session_ended"));
    await user.type(dialog.getByLabelText("Your password"), "correct horse battery");
    await user.click(dialog.getByRole("button", { name: "Delete my account" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
    expect(session.get()).toBeNull();
    expect(server.calls("DELETE", "/auth/me")[0]?.body).toEqual({ password: "correct horse battery" });
  });

  it("stays while it is the last owner of a workspace, which is named", async () => {
    withSession(new FakeApi()).on("DELETE", "/auth/me", problem(409, "identity.last_owner", { detail: "You are the last owner of CDNow Inc.; hand it over or delete it first." }));
    const { user } = openAt("/settings/profile");
    await user.click(await screen.findByRole("button", { name: "Delete my account…" }));
    await user.type(screen.getByLabelText("Your password"), "correct horse battery");
    await user.click(screen.getByRole("button", { name: "Delete my account" }));
    expect((await screen.findByRole("alert")).textContent).toContain("You are the last owner of CDNow Inc.");
  });
});
