using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Approvals;

public sealed class DecidingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Three_people_agree_and_each_step_leaves_a_receipt_that_names_the_content()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await Boardroom.DecideAsync(room.Finance, approval);
        Assert.Equal("in_review", await room.StateAsync(approval));
        var done = await room.AgreeAsync(approval);
        Assert.Equal("signed_off", (string)done["state"]!);
        Assert.Equal("approved", await room.StateAsync(approval));

        var decisions = await room.ReceiptsAsync("approval.decision");
        Assert.Equal(3, decisions.Count);
        Assert.All(decisions, d => Assert.Equal((string)approval["contentHash"]!, (string)d["body"]!["contentHash"]!));
        Assert.Equal([room.Executive.UserId, room.Technical.UserId, room.Finance.UserId], decisions.Select(d => (string)d["body"]!["decidedBy"]!));
        var signOff = Assert.Single(await room.ReceiptsAsync("approval.signed_off"));
        Assert.Equal((string)done["receiptId"]!, (string)signOff["id"]!);
        Assert.Equal(decisions.Select(d => (string)d["id"]!).Reverse(), signOff["body"]!["decisions"]!.AsArray().Select(d => (string)d!["receipt"]!));
        var content = Artisan.Value.Json.CanonicalJson.Serialize(signOff["body"]!["content"]);
        Assert.Equal((string)approval["contentHash"]!, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
        Assert.Equal(["approval.decided", "approval.decided", "approval.decided"], (await _app.AuditAsync(AuditScope.Workspace(room.WorkspaceId), "approval.decided")).Select(e => e.Action));
    }

    [Fact]
    public async Task An_approved_version_never_changes_and_is_billed_once_activated()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await room.AgreeAsync(approval);
        var id = (string)approval["definitionId"]!;
        await room.Author.Client.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 2"), HttpStatusCode.OK, ("If-Match", "*"));
        var active = await room.Author.Client.PostJsonAsync($"/api/value/definitions/{id}/activate", new { version = 1 });
        Assert.Equal((false, (string)approval["contentHash"]!), ((bool)active["versions"]![0]!["selfActivated"]!, (string)active["versions"]![0]!["contentHash"]!));
        Assert.True((bool)(await Definitions.RunAsync(room.Author.Client, id, "1997-01"))["billable"]!);
    }

    [Fact]
    public async Task Once_a_version_has_calculated_none_with_other_periods_is_activated_and_one_with_the_same_can_be_made()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await room.AgreeAsync(approval);
        var (owner, id) = (room.Author.Client, (string)approval["definitionId"]!);
        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body(with: new() { ["schedule"] = "weekly" }), HttpStatusCode.OK, ("If-Match", "*"));
        await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { version = 1 });
        Assert.Equal("value.schedule_fixed", (string?)(await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { version = 2 }, HttpStatusCode.Conflict))["code"]);

        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 2"), HttpStatusCode.OK, ("If-Match", "*"));
        Assert.Equal(3, (int)(await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { }))["activeVersion"]!);
    }

    [Fact]
    public async Task What_is_billed_keeps_the_version_that_people_agreed_to_whatever_is_activated_later()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await room.AgreeAsync(approval);
        var (owner, id) = (room.Author.Client, (string)approval["definitionId"]!);
        await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        var billed = await Definitions.RunAsync(owner, id, "1997-01");

        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 2"), HttpStatusCode.OK, ("If-Match", "*"));
        await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        Assert.Equal((string?)billed["id"], (string?)(await Definitions.RunAsync(owner, id, "1997-01", HttpStatusCode.OK))["id"]);
        await Definitions.PushAsync(owner, Definitions.Point("late", "50", "1997-01-11T00:00:00Z"));
        var corrected = await Definitions.RunAsync(owner, id, "1997-01");
        Assert.Equal((1, true, (string?)billed["id"]), ((int)corrected["version"]!, (bool)corrected["billable"]!, (string?)corrected["replaces"]));
        Assert.Equal((2, false), ((int)(await Definitions.RunAsync(owner, id, "1997-02"))["version"]!, (bool)(await Definitions.RunAsync(owner, id, "1997-02", HttpStatusCode.OK))["billable"]!));
    }

    [Fact]
    public async Task What_an_owner_calculated_alone_is_not_billed_by_what_is_agreed_to_later()
    {
        var room = await Boardroom.OpenAsync(_app);
        var (owner, id) = (room.Author.Client, await Definitions.ActivateAsync(room.Author.Client));
        var alone = await Definitions.RunAsync(owner, id, "1997-01");
        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 2"), HttpStatusCode.OK, ("If-Match", "*"));
        await room.AgreeAsync(await room.SubmitAsync(id));
        await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        Assert.Equal((string?)alone["id"], (string?)(await Definitions.RunAsync(owner, id, "1997-01", HttpStatusCode.OK))["id"]);
        Assert.True((bool)(await Definitions.RunAsync(owner, id, "1997-02"))["billable"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_owner_who_activates_alone_withdraws_the_approval_that_awaits_changes(bool changed)
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await Boardroom.DecideAsync(room.Finance, approval, "request-changes");
        var id = (string)approval["definitionId"]!;
        if (changed) await room.Author.Client.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 2"), HttpStatusCode.OK, ("If-Match", "*"));
        await room.Author.Client.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });

        var withdrawn = await room.ReadAsync((string)approval["id"]!);
        Assert.Equal(("withdrawn", false), ((string)withdrawn["state"]!, withdrawn["endedAt"] is null));
        Assert.Equal("approvals.closed", await CodeAsync(room.Finance, approval, HttpStatusCode.Conflict));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(room.WorkspaceId), "approval.withdrawn"));

        // What comes next is agreed to in an approval of its own.
        await room.Author.Client.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 3"), HttpStatusCode.OK, ("If-Match", "*"));
        var next = await room.SubmitAsync(id);
        Assert.NotEqual((string)approval["id"]!, (string)next["id"]!);
        Assert.Equal("signed_off", (string)(await room.AgreeAsync(next))["state"]!);
    }

    [Fact]
    public async Task What_is_approved_is_submitted_no_more()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await room.AgreeAsync(approval);
        Assert.Equal("value.nothing_to_submit", (string)(await room.Author.Client.PostJsonAsync($"/api/value/definitions/{approval["definitionId"]}/submit", new { }, HttpStatusCode.Conflict))["code"]!);
        Assert.Equal("approvals.closed", await CodeAsync(room.Technical, approval, HttpStatusCode.Conflict, "request-changes"));
    }

    [Fact]
    public async Task Nobody_decides_out_of_turn_twice_or_without_part_in_it()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        Assert.Equal("approvals.out_of_turn", await CodeAsync(room.Technical, approval, HttpStatusCode.Conflict));
        Assert.Equal("approvals.out_of_turn", await CodeAsync(room.Executive, approval, HttpStatusCode.Conflict, "sign-off"));
        Assert.Equal("approvals.author", await CodeAsync(room.Author, approval, HttpStatusCode.Forbidden));
        var newcomer = (await _app.SeedAsync(room.Author, 1, Role.Viewer, Hats.Finance))[0];
        Assert.Equal("approvals.not_assigned", await CodeAsync(newcomer, approval, HttpStatusCode.Forbidden));
        await Boardroom.DecideAsync(room.Finance, approval, stage: "finance");
        await Boardroom.DecideAsync(room.Finance, approval, stage: "finance");
        Assert.Equal("approvals.one_stage", await CodeAsync(room.Finance, approval, HttpStatusCode.Conflict));
        Assert.Equal("approvals.content_changed", await CodeAsync(room.Technical, approval, HttpStatusCode.Conflict, hash: new string('0', 64)));
        await room.Author.Client.PostJsonAsync($"/api/approvals/{approval["id"]}/approve", new { }, HttpStatusCode.BadRequest);
        await room.Technical.Client.PostJsonAsync($"/api/approvals/{approval["id"]}/request-changes", new { contentHash = (string)approval["contentHash"]! }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_hat_is_looked_at_when_one_decides()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await room.Author.Client.PutJsonAsync(Crew.MemberPath(room.Author, room.Finance), new { role = "viewer", hats = Array.Empty<string>() });
        Assert.Equal("approvals.hat_missing", await CodeAsync(room.Finance, approval, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_stale_ETag_is_refused()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        using var read = await room.Author.Client.GetAsync(new Uri($"/api/approvals/{approval["id"]}", UriKind.Relative));
        var stale = read.Headers.ETag!.ToString();
        await Boardroom.DecideAsync(room.Finance, approval);
        var body = new { contentHash = (string)approval["contentHash"]! };
        await room.Technical.Client.PostJsonAsync($"/api/approvals/{approval["id"]}/approve", body, HttpStatusCode.PreconditionFailed, ("If-Match", stale));
    }

    [Fact]
    public async Task Twenty_who_approve_a_stage_at_once_count_once_each()
    {
        var room = await Boardroom.OpenAsync(_app);
        var crowd = await _app.SeedAsync(room.Author, 20, Role.Viewer, Hats.Finance);
        var approval = await room.SubmitAsync();
        await room.Author.Client.PostJsonAsync($"/api/approvals/{approval["id"]}/approvers", new { stage = "finance", approvers = crowd.Select(c => c.UserId), quorum = 20 });
        await Task.WhenAll(crowd.Concat(crowd).Select(c => Boardroom.DecideAsync(c, approval, stage: "finance")));

        var after = await room.ReadAsync((string)approval["id"]!);
        Assert.Equal("technical", (string)after["stage"]!);
        Assert.Equal(crowd.Select(c => c.UserId).Order(), after["stages"]![0]!["approved"]!.AsArray().Select(a => (string)a!).Order());
        Assert.Equal(20, after["decisions"]!.AsArray().Count);
        Assert.Equal(20, (await room.ReceiptsAsync("approval.decision")).Count);
    }

    [Fact]
    public async Task Who_asks_for_changes_sends_it_back_with_a_comment_and_all_stages_begin_anew()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await Boardroom.DecideAsync(room.Finance, approval);
        var asked = await Boardroom.DecideAsync(room.Technical, approval, "request-changes");
        await Boardroom.DecideAsync(room.Technical, approval, "request-changes");
        Assert.Equal("changes_requested", (string)asked["state"]!);
        Assert.Equal("changes_requested", await room.StateAsync(approval));
        Assert.Equal("approvals.closed", await CodeAsync(room.Technical, approval, HttpStatusCode.Conflict));
        Assert.Equal("The baseline is too low.", (string)(await room.ReadAsync((string)approval["id"]!))["decisions"]![1]!["comment"]!);

        await room.Author.Client.PutJsonAsync($"/api/value/definitions/{approval["definitionId"]}", Definitions.Body("sum(amount)"), HttpStatusCode.OK, ("If-Match", "*"));
        var second = await room.SubmitAsync((string)approval["definitionId"]!);
        Assert.Equal(((string)approval["id"]!, 2, "finance"), ((string)second["id"]!, (int)second["round"]!, (string)second["stage"]!));
        Assert.Equal("signed_off", (string)(await room.AgreeAsync(second))["state"]!);
        Assert.Equal(5, (await room.ReceiptsAsync("approval.decision")).Count);
    }

    [Fact]
    public async Task A_stage_is_handed_to_another_who_wears_the_hat()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        var other = (await _app.SeedAsync(room.Author, 1, Role.Viewer, Hats.Finance))[0];
        var path = $"/api/approvals/{approval["id"]}/delegate";
        Assert.Equal("approvals.unfit_approver", (string)(await room.Finance.Client.PostJsonAsync(path, new { to = room.Technical.UserId }, HttpStatusCode.UnprocessableEntity))["code"]!);
        await room.Finance.Client.PostJsonAsync(path, new { to = other.UserId });
        await room.Finance.Client.PostJsonAsync(path, new { to = other.UserId });
        Assert.Equal("approvals.not_assigned", await CodeAsync(room.Finance, approval, HttpStatusCode.Forbidden));
        Assert.Equal("technical", (string)(await Boardroom.DecideAsync(other, approval))["stage"]!);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(room.WorkspaceId), "approval.delegated"));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(room.WorkspaceId), "value.definition.submitted"));
        Assert.Equal("approvals.stage_done", (string)(await other.Client.PostJsonAsync(path, new { to = room.Finance.UserId, stage = "finance" }, HttpStatusCode.Conflict))["code"]!);
    }

    [Fact]
    public async Task Approvers_are_those_whom_an_admin_names()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        var path = $"/api/approvals/{approval["id"]}/approvers";
        Assert.Equal("approvals.unfit_approver", (string)(await room.Author.Client.PostJsonAsync(path, new { stage = "finance", approvers = new[] { room.Author.UserId } }, HttpStatusCode.UnprocessableEntity))["code"]!);
        Assert.Equal("approvals.quorum", (string)(await room.Author.Client.PostJsonAsync(path, new { stage = "finance", approvers = new[] { room.Finance.UserId }, quorum = 2 }, HttpStatusCode.UnprocessableEntity))["code"]!);
        await room.Author.Client.PostJsonAsync(path, new { stage = "sales", approvers = new[] { room.Finance.UserId } }, HttpStatusCode.BadRequest);
        var both = (await _app.SeedAsync(room.Author, 1, Role.Viewer, Hats.Finance | Hats.Technical))[0];
        await room.Author.Client.PostJsonAsync(path, new { stage = "finance", approvers = new[] { both.UserId } });
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(room.WorkspaceId), "approval.approvers_assigned"));
        Assert.Equal("approvals.too_few_people", (string)(await room.Author.Client.PostJsonAsync(path, new { stage = "technical", approvers = new[] { both.UserId } }, HttpStatusCode.UnprocessableEntity))["code"]!);
    }

    [Fact]
    public async Task What_waits_for_me_comes_first()
    {
        var room = await Boardroom.OpenAsync(_app);
        var (first, second, third) = (await room.SubmitAsync(), await room.SubmitAsync(), await room.SubmitAsync());
        await Boardroom.DecideAsync(room.Finance, second);
        await Boardroom.DecideAsync(room.Finance, third, "request-changes");
        var seen = (await room.Finance.Client.GetJsonAsync("/api/approvals"))["items"]!.AsArray();
        Assert.Equal(new[] { first, third, second }.Select(a => (string)a["id"]!), seen.Select(a => (string)a!["id"]!));
        Assert.Equal([true, false, false], seen.Select(a => (bool)a!["yourTurn"]!));
    }

    [Fact]
    public async Task Approving_costs_three_storage_operations()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        await Boardroom.DecideAsync(room.Finance, approval);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/approvals/{approval["id"]}/approve") { Content = JsonContent.Create(new { contentHash = (string)approval["contentHash"]! }) };
        await request.Content.LoadIntoBufferAsync();
        using var answer = await room.Technical.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(ServerTiming.Of(answer) <= 3, answer.Headers.GetValues("Server-Timing").Single());
    }

    private static async Task<string> CodeAsync(SignedInUser by, JsonNode approval, HttpStatusCode expected, string what = "approve", string? hash = null) =>
        (string)(await Boardroom.DecideAsync(by, approval, what, expected, hash: hash))["code"]!;
}
