using System.Net;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Support;

public sealed class AskingForHelpTests(SupportApp shared) : IClassFixture<SupportApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task A_viewer_opens_a_ticket_and_reads_what_was_promised()
    {
        var viewer = await _place.MemberAsync(Role.Viewer, Hats.None);
        var opened = await viewer.PostJsonAsync(Helpline.Tickets, new { subject = " Export stops ", text = "At 80 %.\r\nEvery time.", priority = "high" }, HttpStatusCode.Created);

        var ticket = await viewer.TicketAsync((string)opened["id"]!);
        Assert.Equal(("Export stops", "high", "open", 1), ((string?)ticket["subject"], (string?)ticket["priority"], (string?)ticket["state"], (int)ticket["messages"]!));
        Assert.Equal("At 80 %.\nEvery time.", (string?)ticket["thread"]![0]!["text"]);
        var (at, due) = ((DateTimeOffset)ticket["openedAt"]!, (DateTimeOffset)ticket["firstAnswer"]!["due"]!);
        Assert.Equal((TimeSpan.FromDays(3), null), (due - at, ticket["resolution"]));
        Assert.DoesNotContain("mailToken", ticket.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_plan_at_the_moment_of_opening_decides_what_is_promised()
    {
        var owner = await shared.App.SignUpAsync();
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        var ticket = await owner.Client.TicketAsync(await owner.Client.OpenAsync());
        var at = (DateTimeOffset)ticket["openedAt"]!;
        Assert.Equal((at.AddDays(1), at.AddDays(5)), ((DateTimeOffset)ticket["firstAnswer"]!["due"]!, (DateTimeOffset)ticket["resolution"]!["due"]!));
        Assert.Equal("Ada Example", (string?)ticket["authorName"]);
    }

    [Fact]
    public async Task Members_see_their_own_tickets_and_admins_all_of_them()
    {
        var (bob, eve, admin) = (await _place.MemberAsync(Role.Member, Hats.None), await _place.MemberAsync(Role.Viewer, Hats.All), await _place.MemberAsync(Role.Admin, Hats.None));
        var (first, second, own) = (await bob.OpenAsync(), await eve.OpenAsync(), await admin.OpenAsync());

        Assert.Equal([first], await bob.ListAsync());
        Assert.Equal([own, second, first], await admin.ListAsync());
        Assert.Equal([own], await admin.ListAsync("?mine=true"));
        await bob.TicketAsync(second, HttpStatusCode.NotFound);
        await eve.SayAsync(first, "Me too", HttpStatusCode.NotFound);
        await eve.ChangeAsync(first, new { state = "closed" }, HttpStatusCode.NotFound);
        await admin.SayAsync(first, "I can help");
        Assert.Equal(2, (int)(await bob.TicketAsync(first))["messages"]!);
        using var key = await _place.KeyAsync(Scopes.Read);
        Assert.Equal(3, (await key.ListAsync()).Count);
    }

    [Fact]
    public async Task A_list_is_filtered_and_paged()
    {
        var owner = await _place.OwnerAsync();
        var ids = new List<string>();
        for (var i = 0; i < 6; i++) ids.Insert(0, await owner.OpenAsync($"Ticket {i}", i % 2 == 0 ? "urgent" : "low"));
        await owner.ChangeAsync(ids[5], new { state = "closed" });

        Assert.Equal([ids[1], ids[3], ids[5]], await owner.ListAsync("?priority=urgent"));
        Assert.Equal([ids[1], ids[3]], await owner.ListAsync("?priority=urgent&state=active"));
        Assert.Equal([ids[5]], await owner.ListAsync("?state=closed"));
        var page = await owner.GetJsonAsync($"{Helpline.Tickets}?priority=urgent&limit=2");
        var rest = await owner.GetJsonAsync($"{Helpline.Tickets}?priority=urgent&limit=2&cursor={Uri.EscapeDataString((string)page["next"]!)}");
        Assert.Equal([ids[1], ids[3], ids[5]], page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(t => (string)t!["id"]!));
        Assert.Null(rest["next"]);
        Assert.NotNull((await owner.GetJsonAsync($"{Helpline.Tickets}?state=lost", HttpStatusCode.BadRequest))["errors"]!["state"]);
    }

    [Fact]
    public async Task A_ticket_is_closed_with_a_rating_and_opened_again()
    {
        var owner = await _place.OwnerAsync();
        var id = await owner.OpenAsync();
        Assert.Equal("support.rating_too_early", await owner.ChangeAsync(id, new { rating = 5 }, HttpStatusCode.UnprocessableEntity).CodeAsync());
        var closed = await owner.ChangeAsync(id, new { state = "closed", rating = 4, ratingComment = "Fine" });
        Assert.Equal(("closed", 4, "Fine"), ((string?)closed["state"], (int)closed["rating"]!, (string?)closed["ratingComment"]));
        Assert.Equal("support.ticket_closed", await owner.SayAsync(id, "Wait", HttpStatusCode.Conflict).CodeAsync());
        Assert.Equal("open", (string?)(await owner.ChangeAsync(id, new { state = "open", priority = "urgent" }))["state"]);
        await owner.SayAsync(id, "It is back");
        Assert.Equal("urgent", (string?)(await owner.TicketAsync(id))["priority"]);
    }

    [Fact]
    public async Task A_change_of_what_was_changed_meanwhile_is_refused()
    {
        var owner = await _place.OwnerAsync();
        var id = await owner.OpenAsync();
        using var read = await owner.GetAsync(new Uri($"{Helpline.Tickets}/{id}", UriKind.Relative));
        var etag = read.Headers.ETag!.ToString();
        await owner.SayAsync(id, "More");

        Assert.Equal("request.changed", await owner.ChangeAsync(id, new { state = "closed" }, HttpStatusCode.PreconditionFailed, etag).CodeAsync());
        await owner.PutJsonAsync($"{Helpline.Tickets}/{id}", new { state = "closed" }, (HttpStatusCode)428);
    }

    [Theory]
    [InlineData("""{"text":"x"}""", null)]
    [InlineData("""{"subject":"","text":"x"}""", "subject")]
    [InlineData("""{"subject":"  ","text":"x"}""", "subject")]
    [InlineData("""{"subject":"a\nb","text":"x"}""", "subject")]
    [InlineData("""{"subject":"a","text":""}""", "text")]
    [InlineData("""{"subject":"a","text":"b\u0007"}""", "text")]
    [InlineData("""{"subject":"a","text":"b","priority":"asap"}""", "priority")]
    [InlineData("""{"subject":"a","text":"b","state":"closed"}""", "state")]
    [InlineData("""{"subject":1,"text":"b"}""", "subject")]
    [InlineData("[]", null)]
    public async Task What_is_not_a_ticket_is_refused_with_the_field(string body, string? field)
    {
        var owner = await _place.OwnerAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var problem = await Json.ReadAsync(owner.PostAsync(new Uri(Helpline.Tickets, UriKind.Relative), content), HttpStatusCode.BadRequest);
        if (field is not null) Assert.NotNull(problem["errors"]![field]);
        Assert.Empty(await owner.ListAsync());
    }

    [Fact]
    public async Task Too_long_texts_and_foreign_content_types_are_refused()
    {
        var owner = await _place.OwnerAsync();
        Assert.NotNull((await owner.PostJsonAsync(Helpline.Tickets, new { subject = new string('x', 201), text = new string('x', 10_001) }, HttpStatusCode.BadRequest))["errors"]!["text"]);
        var id = await owner.OpenAsync(new string('ü', 200));
        await owner.SayAsync(id, string.Concat(Enumerable.Repeat("日本", 5_000)));
        await owner.ChangeAsync(id, new { rating = 6 }, HttpStatusCode.BadRequest);
        await owner.ChangeAsync(id, new { state = "resolved" }, HttpStatusCode.BadRequest);
        using var text = new StringContent("subject=a&text=b", System.Text.Encoding.UTF8, "text/plain");
        using var refused = await owner.PostAsync(new Uri(Helpline.Tickets, UriKind.Relative), text);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Support:TicketsPerMemberPerHour"] = "2", ["Support:MessagesPerMemberPerHour"] = "1" });
        var place = new Workplace(app);
        var (owner, other) = (await place.OwnerAsync(), await place.OwnerAsync());
        var id = await owner.OpenAsync();
        await owner.OpenAsync();
        await owner.PostJsonAsync(Helpline.Tickets, new { subject = "a", text = "b" }, HttpStatusCode.TooManyRequests);
        await owner.SayAsync(id, "One");
        await owner.SayAsync(id, "Two", HttpStatusCode.TooManyRequests);
        await other.OpenAsync();
    }

    [Fact]
    public async Task Fifty_messages_at_once_are_fifty_messages_in_one_order()
    {
        var owner = await _place.OwnerAsync();
        var id = await owner.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => owner.SayAsync(id, $"Message {i}")));

        var thread = (await owner.TicketAsync(id))["thread"]!.AsArray().Select(m => (string)m!["text"]!).ToList();
        Assert.Equal(51, thread.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"Message {i}").Order(StringComparer.Ordinal), thread.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fifty_callers_with_one_key_open_one_ticket_and_write_one_message()
    {
        var owner = await _place.OwnerAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => owner.PostJsonAsync(Helpline.Tickets, new { subject = "a", text = "b" }, HttpStatusCode.Created, ("Idempotency-Key", "one"))));
        var id = (string)Assert.Single(opened.Select(o => o["id"]!.ToJsonString()).Distinct()).Trim('"');
        Assert.Equal([id], await owner.ListAsync());

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => owner.SayAsync(id, "Once", HttpStatusCode.Created, ("Idempotency-Key", "two"))));
        Assert.Equal(2, (await owner.TicketAsync(id))["thread"]!.AsArray().Count);
        await owner.SayAsync(id, "Another", HttpStatusCode.Conflict, ("Idempotency-Key", "two"));
    }

    [Fact]
    public async Task Opening_costs_two_operations_and_a_message_four()
    {
        var owner = await shared.App.SignUpAsync();
        await owner.Client.OpenAsync();

        Assert.Equal(2, await CostAsync(owner.Client, Helpline.Tickets, new { subject = "a", text = "b" }));
        // The ticket, twice, whom it is shown to, and the transaction.
        var id = await owner.Client.OpenAsync();
        Assert.Equal(4, await CostAsync(owner.Client, $"{Helpline.Tickets}/{id}/messages", new { text = "b" }));
        using var read = await owner.Client.GetAsync(new Uri($"{Helpline.Tickets}/{id}", UriKind.Relative));
        Assert.Equal(3, Helpline.Cost(read));
        using var list = await owner.Client.GetAsync(new Uri(Helpline.Tickets, UriKind.Relative));
        Assert.Equal(2, Helpline.Cost(list));
    }

    private static async Task<int> CostAsync(HttpClient client, string path, object body)
    {
        using var content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return Helpline.Cost(response);
    }
}
