using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing;

public sealed class NoticingUsageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task The_owners_are_told_once_at_80_and_once_at_100_percent()
    {
        var owner = await shared.App.SignUpAsync();
        await Track(owner, "m-1", 79);
        Assert.Empty(await NoticesAsync(owner));
        await Track(owner, "m-2", 1);
        Assert.Equal(["E-mails sent: 80 % of the plan's limit"], await NoticesAsync(owner));
        await Track(owner, "m-2", 1);
        await Track(owner, "m-3", 19);
        Assert.Single(await NoticesAsync(owner));
        await Track(owner, "m-4", 1);
        Assert.Equal(["E-mails sent: 100 % of the plan's limit", "E-mails sent: 80 % of the plan's limit"], (await NoticesAsync(owner)).Order(StringComparer.Ordinal));
        await owner.Client.PostJsonAsync(Meters.Track, Meters.Event("m-5"), HttpStatusCode.PaymentRequired);
        Assert.Equal(2, (await NoticesAsync(owner)).Count);
    }

    [Fact]
    public async Task Who_passes_both_marks_at_once_gets_one_mail_also_from_many_callers_at_once()
    {
        var owner = await shared.App.SignUpAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Meters.SendAsync(owner.Client, Meters.Batch, new { events = new[] { Meters.Event($"m-{i}", 2) } })));
        var notices = await NoticesAsync(owner);
        Assert.Single(notices, n => n.Contains("100 %", StringComparison.Ordinal));
        Assert.InRange(notices.Count, 1, 2);
    }

    private static Task<JsonNode> Track(SignedInUser owner, string id, int quantity) => owner.Client.PostJsonAsync(Meters.Track, Meters.Event(id, quantity), HttpStatusCode.Created);

    private async Task<IReadOnlyList<string>> NoticesAsync(SignedInUser owner)
    {
        await shared.App.SettleAsync();
        return [.. (await Mails.ToAsync(shared.App, owner.Email)).Select(m => m.Subject).Where(s => s.Contains("limit", StringComparison.Ordinal))];
    }
}
