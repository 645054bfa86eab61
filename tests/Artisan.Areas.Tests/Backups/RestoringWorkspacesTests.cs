using System.Net;
using Artisan.Areas.Tests.Notifications;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Areas.Value.Restoring;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Backups;

/// <summary>A backup that is made while people work, the account lost, and what a restore makes of it in an empty one.</summary>
public sealed class RestoringWorkspacesTests
{
    private static readonly HashSet<string> Remembered = ["invitation-reminder", "notification-digest", "renewal", "workspace"];
    private static readonly string[] Plans = ["starter", "professional", "enterprise"];

    [Fact]
    public async Task What_a_restore_brings_back_fits_together_though_people_worked_during_the_backup()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Backups:FileKiB"] = "64" });
        var owner = await app.SignUpAsync();
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        var (gone, stayed) = (await app.JoinAsync(owner, "member"), await app.JoinAsync(owner, "member"));
        for (var n = 0; n < 20; n++) await WorkAsync(owner, n);
        var guest = (string)(await owner.Client.PostJsonAsync($"/api/workspaces/workspaces/{owner.WorkspaceId}/invitations", new { email = AzuriteFixture.NewName("guest") + "@example.com", role = "member" }, HttpStatusCode.Created))["id"]!;
        await owner.Client.PostJsonAsync($"/api/workspaces/workspaces/{owner.WorkspaceId}/export", new { }, HttpStatusCode.Accepted);
        await app.TellAsync(owner.News("something"));
        await app.SettleAsync();
        // Notes of invitations that were accepted, and of a source without a definition, wait for nothing.
        var waiting = (await WaitingAsync(app, owner.WorkspaceId)).Where(w => Remembered.Contains(w.Kind) && (w.Kind != "invitation-reminder" || w.Id == guest)).ToList();
        Assert.Equal(Remembered, waiting.Select(w => w.Kind).ToHashSet());
        await TearAsync(app, owner.WorkspaceId, gone.UserId);

        using var stop = new CancellationTokenSource();
        var working = Task.WhenAll(WorkUntilAsync(owner, stop.Token), UpgradeAsync(owner));
        var name = (await app.Services.GetRequiredService<StartBackup>().RunAsync(BackupKind.Full, default))!;
        while (await app.Services.GetRequiredService<BackupFiles>().FindAsync(name, default) is null) await app.Pump.DrainAsync();
        await stop.CancelAsync();
        await working;
        await app.SettleAsync();

        var said = new List<string>();
        await using var restored = await ArtisanApp.StartAsync(app, connectionString: AzuriteFixture.TakeAccount(), settings: new Dictionary<string, string?> { ["Backups:ConnectionString"] = app.ConnectionString });
        await restored.Services.GetRequiredService<RestoreBackup>().RunAsync(name, said.Add, default);

        // Counters are those of the events, numbers have no gap, and no row of a point was left without the others.
        Assert.Contains(said, l => l.Contains("usage:", StringComparison.Ordinal) && l.Contains("counters equal events", StringComparison.Ordinal));
        Assert.Contains(said, l => l.Contains("invoices:", StringComparison.Ordinal) && l.Contains("the next is number", StringComparison.Ordinal));
        Assert.EndsWith(", 0 rows put right.", await restored.Services.GetServices<IRestoreStep>().OfType<RestorePoints>().Single().RunAsync(owner.WorkspaceId, default), StringComparison.Ordinal);

        // Whatever waited in the lost index waits in the new one: nothing was lost with the rows that are torn away above.
        Assert.Equal([], waiting.Except(await WaitingAsync(restored, owner.WorkspaceId)));
        Assert.Equal(restored.Services.GetServices<KnownDueKind>().Select(k => k.Name).Order(StringComparer.Ordinal), restored.Services.GetServices<IWaitingWork>().SelectMany(w => w.Kinds).Order(StringComparer.Ordinal));

        // The lists follow what they are lists of: the renewal is due, the workspace has its nightly jobs, and who was taken out stays out.
        Assert.NotNull(await restored.Services.GetRequiredService<DueIndex>().NextAsync("renewal", default));
        Assert.Contains("registry: 3 workspaces.", said);
        Assert.Equal(2, await WorkspacesOfAsync(restored, stayed));
        Assert.Equal(1, await WorkspacesOfAsync(restored, gone));

        // Work goes on where it was: an event that is sent again counts once, and so does a point.
        var back = await SignInAsync(restored, owner);
        var before = await SentAsync(back);
        await back.PostJsonAsync("/api/billing/usage/track", new { id = "mail-3", metric = "emails_sent", quantity = 3 }, HttpStatusCode.Created);
        Assert.Equal(before, await SentAsync(back));
    }

    /// <summary>What of a workspace the due index holds, by kind and id: when it is due may change while people work.</summary>
    private static async Task<HashSet<(string Kind, string Id)>> WaitingAsync(ArtisanApp app, string workspaceId)
    {
        var waiting = new HashSet<(string, string)>();
        await foreach (var row in app.Services.GetRequiredService<TableServiceClient>().GetTableClient(TableNames.Platform).QueryAsync(TableClient.CreateQueryFilter($"PartitionKey ge {"due|"} and PartitionKey lt {"due}"}")))
        {
            if (row.RowKey.Split('|') is [_, var owner, var id] && owner == workspaceId) waiting.Add((row.PartitionKey.Split('|')[1], id));
        }

        return waiting;
    }

    private static async Task WorkAsync(SignedInUser owner, int n)
    {
        await owner.Client.PostJsonAsync("/api/billing/usage/track", new { id = $"mail-{n}", metric = "emails_sent", quantity = 3 }, HttpStatusCode.Created);
        await owner.Client.PostJsonAsync("/api/value/data", new { source = "shop", id = $"order-{n}", time = $"2026-03-{1 + (n % 28):D2}T10:00:00Z", fields = new { amount = n.ToString(System.Globalization.CultureInfo.InvariantCulture) } }, HttpStatusCode.Created);
        if (n % 3 == 1) await owner.Client.PostJsonAsync("/api/value/data", new { source = "shop", id = $"order-{n}", time = $"2026-03-{1 + ((n + 9) % 28):D2}T10:00:00Z", fields = new { amount = "7" }, correct = true }, HttpStatusCode.Created);
    }

    private static async Task WorkUntilAsync(SignedInUser owner, CancellationToken stop)
    {
        for (var n = 20; !stop.IsCancellationRequested; n++) await WorkAsync(owner, n);
    }

    private static async Task UpgradeAsync(SignedInUser owner)
    {
        foreach (var plan in Plans.Skip(1)) await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan }, HttpStatusCode.Created);
    }

    /// <summary>Makes the account what a backup sees that reads one table a while before another: each of these is true of some moment.</summary>
    private static async Task TearAsync(ArtisanApp app, string workspaceId, string userId)
    {
        var (stores, tables) = (app.Services.GetRequiredService<Stores>(), app.Services.GetRequiredService<TableServiceClient>());
        await tables.GetTableClient(TableNames.Identity).DeleteEntityAsync($"ws|{workspaceId}", $"member|{userId}", global::Azure.ETag.All);
        await foreach (var row in tables.GetTableClient(TableNames.Platform).QueryAsync(TableClient.CreateQueryFilter($"PartitionKey ge {"due|"} and PartitionKey lt {"due}"}")))
            await tables.GetTableClient(TableNames.Platform).DeleteEntityAsync(row.PartitionKey, row.RowKey, global::Azure.ETag.All);
        await app.Services.GetRequiredService<Registry>().RemoveAsync(workspaceId, default);
        var data = stores.Workspace(ValueKeys.DataTable, workspaceId).Partition(ValueKeys.DataPartition("shop"));
        await data.Change().Delete(ValueKeys.Taken("order-2")).CommitAsync(default);
        var day = (await data.PageAsync(RowRange.Prefix(ValueKeys.DayPrefix), 1, null, default)).Rows.Single();
        await data.Change().Delete(day.RowKey).CommitAsync(default);
    }

    private static async Task<HttpClient> SignInAsync(ArtisanApp app, SignedInUser user) =>
        app.CreateClient((string)(await app.Client.PostJsonAsync("/api/auth/login", new { email = user.Email, password = user.Password }))["accessToken"]!);

    private static async Task<int> WorkspacesOfAsync(ArtisanApp app, SignedInUser user) =>
        (await (await SignInAsync(app, user)).GetJsonAsync("/api/workspaces/workspaces"))["items"]!.AsArray().Count;

    private static async Task<string> SentAsync(HttpClient client) =>
        (string)(await client.GetJsonAsync("/api/billing/usage/current"))["metrics"]!.AsArray().Single(m => (string)m!["metric"]! == "emails_sent")!["used"]!;
}
