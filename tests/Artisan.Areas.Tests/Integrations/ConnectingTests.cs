using System.Diagnostics;
using System.Net;
using Artisan.Areas.Integrations.Connecting;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Integrations;

/// <summary>Connecting services by consent and by keys, and ending it.</summary>
public sealed class ConnectingTests(IntegrationsLab lab) : IClassFixture<IntegrationsLab>
{
    private const string Page = "https://app.artisan.test/integrations/";

    [Fact]
    public async Task The_gallery_lists_every_service_with_its_state()
    {
        var owner = await lab.App.SignUpAsync();
        await lab.ConnectAsync(owner, "hubspot");

        var items = (await owner.Client.GetJsonAsync("/api/integrations"))["items"]!.AsArray();

        Assert.Equal(
            "linkedin:not_connected twitter:not_connected salesforce:not_connected hubspot:connected pipedrive:not_connected google:not_connected microsoft:not_connected stripe:not_connected segment:not_connected sendgrid:not_connected slack:elsewhere pagerduty:elsewhere twilio:elsewhere",
            string.Join(' ', items.Select(i => $"{i!["provider"]}:{i["state"]}")));
        await using var bare = await ArtisanApp.StartAsync();
        var stranger = await bare.SignUpAsync();
        Assert.Equal("not_set_up", (string?)(await IntegrationsLab.SeeAsync(stranger, "linkedin"))["state"]);
        await stranger.Client.PostJsonAsync("/api/integrations/linkedin/connect", new { }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_consent_is_kept_sealed_and_belongs_to_one_workspace()
    {
        var (owner, other) = (await lab.App.SignUpAsync(), await lab.App.SignUpAsync());

        Assert.Equal($"{Page}twitter#connected", await lab.ConnectAsync(owner, "twitter"));

        var seen = await IntegrationsLab.SeeAsync(owner, "twitter");
        Assert.Equal(("connected", "ada_example", owner.UserId), ((string)seen["state"]!, (string)seen["account"]!, (string)seen["connectedBy"]!));
        Assert.Equal("not_connected", (string?)(await IntegrationsLab.SeeAsync(other, "twitter"))["state"]);
        var row = (await lab.App.Services.GetRequiredService<ConnectionStore>().Home(owner.WorkspaceId).FindAsync(IntegrationKeys.Connection("twitter"), CancellationToken.None))!;
        Assert.DoesNotContain(row.Keys, name => row[name] is string text && (text.Contains("at-", StringComparison.Ordinal) || text.Contains("rt-", StringComparison.Ordinal)));
        var entry = Assert.Single(await lab.App.AuditAsync(AuditScope.Workspace(owner.WorkspaceId), "integrations.connected"));
        Assert.Equal(owner.UserId, entry.Actor.Id);
        await other.Client.DeleteJsonAsync("/api/integrations/twitter", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_way_back_counts_once_in_the_browser_and_session_that_went_and_for_an_admin_only()
    {
        var owner = await lab.App.SignUpAsync();
        var back = await lab.ReturnAsync(owner, "linkedin");
        var cookie = owner.Client;

        using var stranger = await lab.App.CreateClient().GetAsync(back);
        Assert.Equal($"{Page}linkedin#problem=integrations.return_invalid", stranger.Headers.Location!.OriginalString);
        using var wrong = await cookie.GetAsync(new Uri($"{back.OriginalString}x", UriKind.Relative));
        Assert.Equal($"{Page}linkedin#problem=integrations.return_invalid", wrong.Headers.Location!.OriginalString);
        // The cookie is spent by then, whatever came of it.
        using var spent = await cookie.GetAsync(back);
        Assert.Equal($"{Page}linkedin#problem=integrations.return_invalid", spent.Headers.Location!.OriginalString);

        var again = await lab.ReturnAsync(owner, "linkedin");
        using var elsewhere = await owner.Client.GetAsync(new Uri(again.OriginalString.Replace("/linkedin/", "/twitter/", StringComparison.Ordinal), UriKind.Relative));
        Assert.Equal($"{Page}twitter#problem=integrations.return_invalid", elsewhere.Headers.Location!.OriginalString);
        Assert.Equal("not_connected", (string?)(await IntegrationsLab.SeeAsync(owner, "linkedin"))["state"]);
    }

    [Fact]
    public async Task A_copied_cookie_brings_the_same_way_back_no_second_time()
    {
        var owner = await lab.App.SignUpAsync();
        using var started = await owner.Client.PostAsync(new Uri("/api/integrations/google/connect", UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        var cookie = started.Header(StartConnection.Cookie)!;
        Assert.All(["secure", "httponly", "samesite=lax", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        var page = (string)System.Text.Json.Nodes.JsonNode.Parse(await started.Content.ReadAsStringAsync())!["url"]!;
        var back = new Uri(lab.Desk("google").Consent(new Uri(page)).PathAndQuery, UriKind.Relative);
        using var copy = lab.App.CreateClient(cookies: [cookie]);

        using var first = await owner.Client.GetAsync(back);
        using var second = await copy.GetAsync(back);

        Assert.Equal($"{Page}google#connected", first.Headers.Location!.OriginalString);
        Assert.Equal($"{Page}google#problem=integrations.return_invalid", second.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Who_is_no_admin_any_more_when_he_comes_back_connects_nothing()
    {
        var owner = await lab.App.SignUpAsync();
        var (late, refused) = (await lab.ReturnAsync(owner, "pipedrive"), "");
        await lab.App.SetRoleAsync(owner, Role.Member);
        using (var answer = await owner.Client.GetAsync(late)) refused = answer.Headers.Location!.OriginalString;
        Assert.Equal($"{Page}pipedrive#problem=auth.forbidden", refused);

        await lab.App.SetRoleAsync(owner, Role.Owner);
        var slow = await lab.ReturnAsync(owner, "pipedrive");
        lab.Time.Advance(TimeSpan.FromMinutes(11));
        using var tooLate = await owner.Client.GetAsync(slow);
        Assert.Equal($"{Page}pipedrive#problem=integrations.return_invalid", tooLate.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Who_says_no_over_there_is_told_so()
    {
        var owner = await lab.App.SignUpAsync();

        using var answer = await owner.Client.GetAsync(await lab.ReturnAsync(owner, "hubspot", error: "access_denied"));

        Assert.Equal($"{Page}hubspot#problem=integrations.consent_refused", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Keys_are_kept_only_where_the_service_takes_them_and_shown_by_their_last_characters()
    {
        var owner = await lab.App.SignUpAsync();

        var wrong = await owner.Client.PutJsonAsync("/api/integrations/sendgrid", new { keys = new { apiKey = "SG.wrong.0123456789" } }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("integrations.keys_refused", (string?)wrong["code"]);
        await owner.Client.PutJsonAsync("/api/integrations/sendgrid", new { keys = new { } }, HttpStatusCode.BadRequest);
        await owner.Client.PutJsonAsync("/api/integrations/sendgrid", new { keys = new { apiKey = "two words" } }, HttpStatusCode.BadRequest);
        await owner.Client.PutJsonAsync("/api/integrations/sendgrid", new { keys = new { other = "x" } }, HttpStatusCode.BadRequest);
        await owner.Client.PutJsonAsync("/api/integrations/linkedin", new { keys = new { apiKey = "x" } }, HttpStatusCode.Conflict);
        await owner.Client.PutJsonAsync("/api/integrations/nobody", new { keys = new { apiKey = "x" } }, HttpStatusCode.NotFound);
        Assert.Equal("not_connected", (string?)(await IntegrationsLab.SeeAsync(owner, "sendgrid"))["state"]);

        var saved = await owner.Client.PutJsonAsync("/api/integrations/sendgrid", new { keys = new { apiKey = IntegrationsLab.SendGridKey } });

        Assert.Equal(("connected", "••••6789"), ((string)saved["state"]!, (string)saved["keys"]![0]!["shown"]!));
        Assert.DoesNotContain("0123456789", (await owner.Client.GetJsonAsync("/api/integrations")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_revokes_there_and_wipes_here_also_where_the_service_is_silent()
    {
        var owner = await lab.App.SignUpAsync();
        await lab.ConnectAsync(owner, "hubspot");
        await lab.ConnectAsync(owner, "twitter");
        var before = lab.Desk("hubspot").Revoked;
        lab.Vendors["twitter"].Spoil(Artisan.Testing.Vendors.Mishap.Down);

        var revoked = await owner.Client.DeleteJsonAsync("/api/integrations/hubspot");
        var silent = await owner.Client.DeleteJsonAsync("/api/integrations/twitter");

        Assert.Equal((true, before + 1, false), ((bool)revoked["revoked"]!, lab.Desk("hubspot").Revoked, (bool)silent["revoked"]!));
        Assert.Null(await lab.App.Services.GetRequiredService<ConnectionStore>().FindAsync(owner.WorkspaceId, "twitter", CancellationToken.None));
        Assert.Equal(2, (await lab.App.AuditAsync(AuditScope.Workspace(owner.WorkspaceId), "integrations.disconnected")).Count);
        await owner.Client.DeleteJsonAsync("/api/integrations/hubspot", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_token_that_is_revoked_by_its_address_is_in_no_log_and_no_span()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => spans.Enqueue($"{a.GetTagItem("url.full")}"),
        };
        ActivitySource.AddActivityListener(listener);
        var owner = await lab.App.SignUpAsync();
        await lab.ConnectAsync(owner, "hubspot");
        lab.HubSpot.Spoil(Artisan.Testing.Vendors.Mishap.Down);
        Assert.False((bool)(await owner.Client.DeleteJsonAsync("/api/integrations/hubspot"))["revoked"]!);

        Assert.Contains("refresh-tokens", lab.HubSpot.Requests.Last(), StringComparison.Ordinal);
        var lines = lab.App.Logs.Lines.Where(l => l.Contains("refresh-tokens/", StringComparison.Ordinal)).ToList();
        Assert.All(lines, l => Assert.Contains("refresh-tokens/{token}", l, StringComparison.Ordinal));
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(spans, s => s.Contains("refresh-tokens", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deleted_workspace_has_nothing_open_anywhere()
    {
        var owner = await lab.App.SignUpAsync();
        await lab.ConnectAsync(owner, "pipedrive");
        var before = lab.Desk("pipedrive").Revoked;

        await owner.Client.SendJsonAsync(HttpMethod.Delete, Crew.Path(owner.WorkspaceId), new { }, HttpStatusCode.OK, ("If-Match", "*"));
        await lab.App.SettleAsync();

        Assert.Equal(before + 1, lab.Desk("pipedrive").Revoked);
        Assert.Empty(await lab.App.Services.GetRequiredService<ConnectionStore>().ListAsync(owner.WorkspaceId, CancellationToken.None));
    }
}
