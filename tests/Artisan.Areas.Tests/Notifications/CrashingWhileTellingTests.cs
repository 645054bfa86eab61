using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Notifications;

public sealed class CrashingWhileTellingTests(CrashLab lab) : IClassFixture<CrashLab>
{
    /// <summary>Whatever call of telling, reading or dismissing breaks, it is done again by an instance that knows nothing.</summary>
    [Fact]
    public Task Whatever_breaks_everything_is_listed_once_and_the_bell_agrees() => lab.EachCallAsync(async moments =>
    {
        var owner = await lab.Healthy.SignUpAsync();
        await owner.Client.ChooseAsync(types: ("value", true, true));
        await BothAsync(moments, (app, _) => app.TellAsync(owner.News("a"), owner.News("b")), owner);
        var first = await ListAsync(owner.Client);
        await BothAsync(moments, (_, client) => client.PostAsync(new Uri($"{Mailbox.Path}/read-all", UriKind.Relative), null), owner);
        await BothAsync(moments, (_, client) => client.DeleteAsync(new Uri($"{Mailbox.Path}/{first["News a"]}", UriKind.Relative)), owner);
        await BothAsync(moments, (app, _) => app.TellAsync(owner.News("c"), owner.News("d")), owner);
        var second = await ListAsync(owner.Client);
        await BothAsync(moments, (_, client) => client.PostAsync(new Uri($"{Mailbox.Path}/{second["News c"]}/read", UriKind.Relative), null), owner);

        Assert.Equal(["News b", "News c", "News d"], (await owner.Client.ListAsync()).Select(n => (string)n!["title"]!).Order(StringComparer.Ordinal));
        Assert.Equal(1, await owner.Client.UnreadAsync());
        Assert.Equal(4, (await lab.Healthy.HeadAsync(owner)).Seq);
    });

    private async Task BothAsync(CrashLab.Moments moments, Func<ArtisanApp, HttpClient, Task> work, SignedInUser owner)
    {
        await moments.BreakAsync(async app =>
        {
            using var client = app.CreateClient(owner.AccessToken);
            await work(app, client);
        });
        await work(lab.Healthy, owner.Client);
    }

    private static async Task<Dictionary<string, string>> ListAsync(HttpClient client) =>
        (await client.GetJsonAsync(Mailbox.Path))["items"]!.AsArray().ToDictionary(n => (string)n!["title"]!, n => (string)n!["id"]!);
}
