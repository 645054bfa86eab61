using System.Net;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Access;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Support;

/// <summary>The process dies at each storage call in turn; the same call again, or its message, makes it whole and nothing twice.</summary>
public sealed class SurvivingCrashesInSupportTests : IAsyncLifetime
{
    private readonly FaultInjectionPolicy _faults = new();
    private ArtisanApp _healthy = null!;
    private ArtisanApp _dying = null!;

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string?> { ["Support:InboundDomain"] = Helpline.Domain, ["Support:TicketsPerMemberPerHour"] = "10000" };
        _healthy = await ArtisanApp.StartAsync(settings: settings);
        _dying = await ArtisanApp.StartAsync(sharing: _healthy, policies: [_faults], settings: settings);
    }

    public async Task DisposeAsync()
    {
        _faults.Reset();
        await _dying.DisposeAsync();
        await _healthy.DisposeAsync();
    }

    [Theory]
    [InlineData(Artisan.Testing.Fault.ProcessDiesBefore)]
    [InlineData(Artisan.Testing.Fault.ProcessDiesAfter)]
    public async Task Opening_and_writing_whatever_call_it_dies_at_happen_once(Artisan.Testing.Fault fault)
    {
        var place = new Workplace(_healthy);
        var (here, there) = (await place.MemberAsync(Role.Owner, Hats.None), await place.MemberAsync(Role.Owner, Hats.None, _dying));
        // Both are the same person: a key belongs to its caller.
        here.DefaultRequestHeaders.Authorization = there.DefaultRequestHeaders.Authorization;
        for (var call = 1; ; call++)
        {
            _faults.Reset();
            _faults.Inject(fault, call);
            await TryAsync(() => OpenAsync(there, call));
            await _dying.SettleOutboxAsync();
            var reached = _faults.Calls >= call;
            _faults.Reset();
            var id = (string)(await OpenAsync(here, call))["id"]!;

            _faults.Inject(fault, call);
            await TryAsync(() => WriteAsync(there, id, call));
            await _dying.SettleOutboxAsync();
            reached |= _faults.Calls >= call;
            _faults.Reset();
            await WriteAsync(here, id, call);

            var ticket = await here.TicketAsync(id);
            Assert.Equal((2, 2), ((int)ticket["messages"]!, ticket["thread"]!.AsArray().Count));
            Assert.Equal(call, (await here.ListAsync("?limit=200")).Count);
            await _healthy.Services.GetRequiredService<Outbox>().DrainAsync(Home(place.Id), default);
            Assert.Equal(place.Id, (await _healthy.Desk().ListAsync(200, null, default)).Tickets.Single(t => t.TicketId == id).WorkspaceId);
            if (!reached) break;
            Assert.True(call < 60);
        }
    }

    [Fact]
    public async Task A_mail_whatever_call_its_message_dies_at_is_one_message()
    {
        var ada = await _healthy.SignUpAsync();
        var id = await ada.Client.OpenAsync();
        var reply = await _healthy.ReplyToAsync(ada.Email);
        var mailbox = _healthy.Services.GetRequiredService<ITicketMailbox>();
        for (var call = 1; ; call++)
        {
            await mailbox.PutAsync(new ReceivedMail($"<{call}>", reply, ada.Email, $"Message {call}", [new ReceivedFile("a.png", Helpline.Png)]), default);
            var work = new DyingWork(_dying, Areas.Support.Storage.SupportKeys.Mail($"<{call}>", reply, ada.Email));
            _faults.Reset();
            _faults.Inject(Artisan.Testing.Fault.ProcessDiesAfter, call);
            await TryAsync(work.RunAsync);
            await _dying.SettleOutboxAsync();
            var reached = _faults.Calls >= call;
            _faults.Reset();
            await _healthy.SettleAsync();
            Assert.Equal(call + 1, (await ada.Client.TicketAsync(id))["thread"]!.AsArray().Count);
            if (!reached) break;
            Assert.True(call < 60);
        }
    }

    private sealed class DyingWork(ArtisanApp app, string name)
    {
        public Task RunAsync() => app.Services.GetRequiredService<Areas.Support.Mailing.ReceiveTicketMail>()
            .HandleAsync(new(name, new(name)), default);
    }

    private Partition Home(string workspaceId) => _healthy.Services.GetRequiredService<Stores>().Workspace("support", workspaceId).Partition("support");

    private static Task<System.Text.Json.Nodes.JsonNode> OpenAsync(HttpClient client, int call) =>
        client.SendFormAsync(Helpline.Tickets, Helpline.Form([("subject", $"Ticket {call}"), ("text", "Help")], ("a.png", Helpline.Png)), HttpStatusCode.Created, $"open-{call}");

    private static Task<System.Text.Json.Nodes.JsonNode> WriteAsync(HttpClient client, string id, int call) =>
        client.SayAsync(id, "More", HttpStatusCode.Created, ("Idempotency-Key", $"say-{call}"));

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or SimulatedCrashException or global::Azure.RequestFailedException or AggregateException)
        {
            // It died; what it left is looked at.
        }
    }
}
