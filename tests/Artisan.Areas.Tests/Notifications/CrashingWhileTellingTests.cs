using Artisan.Areas.Tests.Value;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Notifications;

public sealed class CrashingWhileTellingTests
{
    /// <summary>Breaks every storage call of telling, reading and dismissing in turn, and does it again with an instance that knows nothing.</summary>
    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task Whatever_breaks_everything_is_listed_once_and_the_bell_agrees(Fault fault)
    {
        var faults = new FaultInjectionPolicy(request => request.Uri.Path.Contains("notifications", StringComparison.Ordinal) || request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
        await using var healthy = await ArtisanApp.StartAsync();
        await using var breaking = await ArtisanApp.StartAsync(sharing: healthy, policies: [faults]);
        for (var call = 1; call <= 40; call++)
        {
            var owner = await healthy.SignUpAsync();
            await owner.Client.ChooseAsync(types: ("value", true, true));
            using var client = breaking.CreateClient(owner.AccessToken);
            faults.Reset();
            faults.Inject(fault, call);
            await UseAsync(breaking, client, owner, mayBreak: true);
            await breaking.Services.SettledAsync();
            var reached = faults.Calls >= call;
            faults.Reset();

            await UseAsync(healthy, owner.Client, owner);
            await healthy.SettleAsync();
            var listed = await owner.Client.ListAsync();
            Assert.Equal(["c", "d"], listed.Select(n => ((string)n!["title"]!)[5..]).Order(StringComparer.Ordinal));
            Assert.Equal(1, await owner.Client.UnreadAsync());
            Assert.Equal(4, (await healthy.HeadAsync(owner)).Seq);
            if (!reached) return;
        }

        Assert.Fail("There are more calls than were broken.");
    }

    private static async Task UseAsync(ArtisanApp app, HttpClient client, SignedInUser owner, bool mayBreak = false)
    {
        try
        {
            await app.TellAsync(owner.News("a"), owner.News("b"));
            // Not what comes later, when it is done again.
            var first = await ListAsync(client);
            if (!first.ContainsKey("News c")) await client.PostAsync(new Uri($"{Mailbox.Path}/read-all", UriKind.Relative), null);
            foreach (var title in new[] { "News a", "News b" })
            {
                if (first.TryGetValue(title, out var old)) await client.DeleteAsync(new Uri($"{Mailbox.Path}/{old}", UriKind.Relative));
            }

            await app.TellAsync(owner.News("c"));
            await app.TellAsync(owner.News("d"));
            await client.PostAsync(new Uri($"{Mailbox.Path}/{(await ListAsync(client))["News c"]}/read", UriKind.Relative), null);
        }
        catch (Exception) when (mayBreak)
        {
            // It is done again.
        }
    }

    private static async Task<Dictionary<string, string>> ListAsync(HttpClient client) =>
        (await client.GetJsonAsync(Mailbox.Path))["items"]!.AsArray().ToDictionary(n => (string)n!["title"]!, n => (string)n!["id"]!);
}
