using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Mailing;
using Artisan.Areas.Support.Storage;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Access;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Support;

/// <summary>Whatever breaks, the same call again, or its message, makes it whole and nothing twice.</summary>
public sealed class SurvivingCrashesInSupportTests(SurvivingCrashesInSupportTests.Lab lab) : IClassFixture<SurvivingCrashesInSupportTests.Lab>
{
    [Fact]
    public async Task Opening_and_writing_happen_once()
    {
        var place = new Workplace(lab.Healthy);
        var here = await place.MemberAsync(Role.Owner, Hats.None);
        // Both are the same person: a key belongs to its caller.
        using var there = lab.Breaking.CreateClient(here.DefaultRequestHeaders.Authorization!.Parameter);
        var asked = 0;
        await lab.EachCallAsync(async moments =>
        {
            asked++;
            await moments.BreakAsync(_ => OpenAsync(there, asked));
            var id = (string)(await OpenAsync(here, asked))["id"]!;

            await moments.BreakAsync(_ => WriteAsync(there, id, asked));
            await WriteAsync(here, id, asked);

            var ticket = await here.TicketAsync(id);
            Assert.Equal((2, 2), ((int)ticket["messages"]!, ticket["thread"]!.AsArray().Count));
            Assert.Equal(asked, (await here.ListAsync("?limit=200")).Count);
            await lab.Healthy.Services.GetRequiredService<Outbox>().DrainAsync(Home(place.Id), default);
            Assert.Equal(place.Id, (await lab.Healthy.Desk().ListAsync(200, null, default)).Tickets.Single(t => t.TicketId == id).WorkspaceId);
        });
    }

    [Fact]
    public async Task A_mail_is_one_message()
    {
        var ada = await lab.Healthy.SignUpAsync();
        var id = await ada.Client.OpenAsync();
        var reply = await lab.Healthy.ReplyToAsync(ada.Email);
        var mailbox = lab.Healthy.Services.GetRequiredService<ITicketMailbox>();
        var sent = 0;
        await lab.EachCallAsync(async moments =>
        {
            sent++;
            await mailbox.PutAsync(new ReceivedMail($"<{sent}>", reply, ada.Email, $"Message {sent}", [new ReceivedFile("a.png", Helpline.Png)]), default);
            var name = SupportKeys.Mail($"<{sent}>", reply, ada.Email);
            await moments.BreakAsync(app => app.Services.GetRequiredService<ReceiveTicketMail>().HandleAsync(new(name, new(name)), default));
            await lab.Healthy.SettleAsync();
            Assert.Equal(sent + 1, (await ada.Client.TicketAsync(id))["thread"]!.AsArray().Count);
        });
    }

    private Partition Home(string workspaceId) => lab.Healthy.Services.GetRequiredService<Stores>().Workspace("support", workspaceId).Partition("support");

    private static Task<JsonNode> OpenAsync(HttpClient client, int call) =>
        client.SendFormAsync(Helpline.Tickets, Helpline.Form([("subject", $"Ticket {call}"), ("text", "Help")], ("a.png", Helpline.Png)), HttpStatusCode.Created, $"open-{call}");

    private static Task<JsonNode> WriteAsync(HttpClient client, string id, int call) =>
        client.SayAsync(id, "More", HttpStatusCode.Created, ("Idempotency-Key", $"say-{call}"));

    /// <summary>One member asks often, and mail has somewhere to go.</summary>
    public sealed class Lab : CrashLab
    {
        protected override Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) => ArtisanApp.StartAsync(
            sharing, policies: policies, settings: new Dictionary<string, string?> { ["Support:InboundDomain"] = Helpline.Domain, ["Support:TicketsPerMemberPerHour"] = "10000" });
    }
}
