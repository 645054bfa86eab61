using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Notifications.Telling;
using Artisan.Areas.Tests.Value;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Notifications;

/// <summary>What people are told, and what they see of it.</summary>
internal static class Mailbox
{
    public const string Path = "/api/notifications";

    public const string PreferencesPath = Path + "/preferences";

    private static readonly DateTimeOffset At = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    /// <summary>News for its owner; another key is another piece.</summary>
    public static Notice News(this SignedInUser owner, string key, string type = "value", bool critical = false, NoticeTo? to = null) =>
        new(key, owner.WorkspaceId, type, "test.happened", $"News {key}", "Something happened.", "/alerts", At, to ?? NoticeTo.Only(owner.UserId), critical);

    public static Task TellAsync(this ArtisanApp app, params IReadOnlyList<Notice> notices) => app.Services.GetRequiredService<TellPeople>().TellAsync(notices, CancellationToken.None);

    /// <summary>Tells an owner something; answers the id of what is listed.</summary>
    public static async Task<string> ToldAsync(ArtisanApp app, SignedInUser owner)
    {
        await app.TellAsync(owner.News("something"));
        return (string)(await owner.Client.ListAsync())[0]!["id"]!;
    }

    /// <summary>The whole list, page by page; the bell agrees with it.</summary>
    public static async Task<JsonArray> ListAsync(this HttpClient client, string filter = "", int limit = 200)
    {
        var all = new JsonArray();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.GetJsonAsync($"{Path}?limit={limit}{filter}{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}");
            foreach (var item in page["items"]!.AsArray()) all.Add(item!.DeepClone());
            cursor = (string?)page["next"];
        }

        if (filter.Length == 0) Assert.Equal(all.Count(n => !(bool)n!["read"]!), await client.UnreadAsync());
        return all;
    }

    public static async Task<long> UnreadAsync(this HttpClient client) => (long)(await client.GetJsonAsync($"{Path}/unread-count"))["unread"]!;

    /// <summary>Chooses; what is not named is as usual.</summary>
    public static async Task ChooseAsync(this HttpClient client, string digest = "daily", int hour = 8, string? timeZone = null, object? quiet = null, params (string Type, bool InApp, bool Email)[] types)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, PreferencesPath)
        {
            Content = JsonContent.Create(new { types = types.Select(t => new { type = t.Type, inApp = t.InApp, email = t.Email }), digest, hour, quiet, timeZone }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        await request.Content.LoadIntoBufferAsync();
        await Json.ReadAsync(client.SendAsync(request), System.Net.HttpStatusCode.OK);
    }

    /// <summary>The counts as they are stored.</summary>
    public static async Task<InboxHead> HeadAsync(this ArtisanApp app, SignedInUser user) =>
        (await InboxRows.HeadAsync(app.Services.GetRequiredService<InboxRows>().Home(user.WorkspaceId, user.UserId), CancellationToken.None)).Head;

    /// <summary>The digests that were mailed to an address, the newest first: subject, text, and where one click ends them.</summary>
    public static async Task<IReadOnlyList<(string Subject, string Text)>> DigestsAsync(this ArtisanApp app, string to)
    {
        await app.SettleAsync();
        var (table, mails) = (StorageClients.Create(app.ConnectionString).Tables.GetTableClient("platform"), new List<(string, string)>());
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}")))
        {
            if (row.GetString("to") == to && row.GetString("category") == "digest") mails.Add((row.GetString("subject")!, row.GetString("text")!));
        }

        return mails;
    }

    public static async Task<int> CostAsync(this HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return ServerTiming.Of(response);
    }
}
