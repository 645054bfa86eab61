using System.Diagnostics;
using System.Text.Json.Nodes;
using Artisan.Testing;

namespace Artisan.EndToEnd.Tests;

/// <summary>News that is pushed to the official client of SignalR, over a connection that is cut in the middle.</summary>
[Collection(RunningArtisanCollection.Name)]
public sealed class HearingNotificationsTests(RunningArtisan artisan)
{
    private const int Each = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Each_notification_is_heard_once_and_what_a_lost_connection_missed_is_found()
    {
        using var owner = await Person.SignUpAsync(artisan);
        using var ben = await Person.SignUpAsync(artisan);
        var (workspace, member) = await JoinAsync(owner, ben);
        using var client = Start(await ben.SwitchAsync(workspace));
        await LineAsync(client, "connected");

        await ChangeRolesAsync(owner, workspace, member);
        for (var i = 0; i < Each; i++) await LineAsync(client, "heard ");
        await client.StandardInput.WriteLineAsync("cut");
        await LineAsync(client, "lost");
        await ChangeRolesAsync(owner, workspace, member);
        await ListedAsync(ben, 2 * Each);
        await client.StandardInput.WriteLineAsync("mend");
        await LineAsync(client, "back");
        await ChangeRolesAsync(owner, workspace, member);
        for (var i = 0; i < Each; i++) await LineAsync(client, "heard ");

        await client.StandardInput.WriteLineAsync("end");
        var heard = JsonNode.Parse(await LineAsync(client, "{"))!;
        var listed = await ListedAsync(ben, 3 * Each);
        Assert.Equal(listed.Order(), heard["known"]!.AsArray().Select(id => (string)id!).Order());
        // Those of the first and the last round; what else is told to him, or comes just as the connection is back, may be pushed too, but never twice.
        Assert.InRange(heard["pushed"]!.AsObject().Count, 2 * Each, listed.Count);
        Assert.All(heard["pushed"]!.AsObject(), p => Assert.Equal(1, (int)p.Value!));
    }

    private async Task<(string Workspace, string Member)> JoinAsync(Person owner, Person ben)
    {
        var workspace = (string)(await owner.GetAsync("/api/auth/me"))["workspace"]!["id"]!;
        await owner.PostAsync($"/api/workspaces/workspaces/{workspace}/invitations", new { email = ben.Email, role = "member" });
        var token = (await Mails.LinkAsync(artisan, ben.Email, "/invitations/accept")).Split("#token=")[1];
        await ben.PostAsync("/api/workspaces/invitations/accept", new { token });
        return (workspace, (string)(await ben.GetAsync("/api/auth/me"))["user"]!["id"]!);
    }

    // Each change is one piece of news for the member.
    private static async Task ChangeRolesAsync(Person owner, string workspace, string member)
    {
        for (var i = 0; i < Each; i++)
        {
            var now = (string)(await owner.GetAsync($"/api/workspaces/workspaces/{workspace}/members"))["items"]!.AsArray().Single(m => (string?)m!["id"] == member)!["role"]!;
            await owner.PutAsync($"/api/workspaces/workspaces/{workspace}/members/{member}", new { role = now == "viewer" ? "member" : "viewer" });
        }
    }

    // Waits until so many changes of his role are in somebody's list; answers the ids of all that is there.
    private static async Task<IReadOnlyList<string>> ListedAsync(Person person, int changes)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < Patience)
        {
            var listed = (await person.GetAsync("/api/notifications?limit=200"))["items"]!.AsArray();
            if (listed.Count(n => (string?)n!["kind"] == "member.role_changed") >= changes) return [.. listed.Select(n => (string)n!["id"]!)];
            await Task.Delay(100);
        }

        throw new TimeoutException($"{changes} changes were not listed within a minute.");
    }

    private Process Start(string token)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = Repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "tests/Artisan.EndToEnd.Tests/realtime/hear.mjs", artisan.Address.AbsoluteUri, token }) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    // The next line that begins so; others are passed over.
    private static async Task<string> LineAsync(Process client, string begins)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await client.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(begins, StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException($"The client ended before it said '{begins}'.");
    }
}
