using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

[Collection(IdentityScenarios.Name)]
public sealed class CreatingWorkspacesTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task The_founder_is_its_owner_at_once()
    {
        var ada = await _app.SignUpAsync();

        var created = await ada.Client.PostJsonAsync("/api/workspaces/workspaces", new { name = "Second", timeZone = "Europe/Berlin", currency = "EUR" }, HttpStatusCode.Created);

        var id = (string)created["id"]!;
        Assert.Equal(("Second", "Europe/Berlin", "EUR"), ((string)created["name"]!, (string)created["timeZone"]!, (string)created["currency"]!));
        var listed = (await ada.Client.GetJsonAsync("/api/workspaces/workspaces"))["items"]!.AsArray();
        Assert.Equal(["Example", "Second"], listed.Select(w => (string)w!["name"]!));
        Assert.All(listed, w => Assert.Equal("owner", (string)w!["role"]!));
        Assert.Equal(new WorkspaceSettings("Second", "Europe/Berlin", "EUR"), await _app.Services.GetRequiredService<IWorkspaces>().FindAsync(id, CancellationToken.None));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(id), "workspace.created"));
    }

    [Fact]
    public async Task An_owner_never_has_more_than_three_free_ones_however_many_he_asks_for_at_once()
    {
        var ada = await _app.SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ada.Client.SendAsync(New($"W{i}"))));

        Assert.Equal(2, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.Conflict).ToList();
        Assert.Equal(8, refused.Count);
        Assert.Equal("workspaces.free_limit", (string)(await refused[0].BodyAsync())["code"]!);
        Assert.Equal(3, (await ada.Client.GetJsonAsync("/api/auth/me"))["workspaces"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_repeated_call_with_its_key_founds_one_and_answers_the_same()
    {
        var ada = await _app.SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Client.SendAsync(New("Once", "key-1"))));
        using var other = await ada.Client.SendAsync(New("Other", "key-1"));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()))).Distinct());
        Assert.Equal("request.idempotency_conflict", (string)(await other.BodyAsync())["code"]!);
        Assert.Equal(2, (await ada.Client.GetJsonAsync("/api/auth/me"))["workspaces"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("W", "Nowhere/City", "EUR", "timeZone")]
    [InlineData("W", "W. Europe Standard Time", "EUR", "timeZone")]
    [InlineData("W", "UTC", "eur", "currency")]
    [InlineData("W", "UTC", "XYZ", "currency")]
    [InlineData(" ", "UTC", "EUR", "name")]
    public async Task What_cannot_be_is_refused_by_its_field(string name, string timeZone, string currency, string field)
    {
        var refused = await shared.Reader.Client.PostJsonAsync("/api/workspaces/workspaces", new { name, timeZone, currency }, HttpStatusCode.BadRequest);

        Assert.NotNull(refused["errors"]![field]);
    }

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("EUR", 2)]
    [InlineData("KWD", 3)]
    public void A_currency_knows_the_digits_of_its_minor_unit(string code, int digits) => Assert.Equal(digits, Currencies.MinorDigits(code));

    [Fact]
    public async Task The_list_is_paged_and_a_cursor_of_another_list_is_refused()
    {
        var ada = await _app.SignUpAsync();
        await ada.Client.SendAsync(New("Second"));

        var first = await ada.Client.GetJsonAsync("/api/workspaces/workspaces?limit=1");
        var second = await ada.Client.GetJsonAsync($"/api/workspaces/workspaces?limit=1&cursor={(string)first["next"]!}");

        Assert.Equal(["Example", "Second"], [(string)first["items"]![0]!["name"]!, (string)second["items"]![0]!["name"]!]);
        Assert.Null(second["next"]);
        await ada.Client.GetJsonAsync($"/api/auth/sessions?cursor={(string)first["next"]!}", HttpStatusCode.BadRequest);
    }

    private static HttpRequestMessage New(string name, string? key = null)
    {
        var request = IdentityCalls.Post("/api/workspaces/workspaces", new { name, timeZone = "UTC", currency = "USD" });
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
