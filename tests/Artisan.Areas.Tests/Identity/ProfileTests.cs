using System.Net;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class ProfileTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Name_language_and_zone_are_kept()
    {
        var ada = await _app.SignUpAsync();

        var updated = await ada.Client.PutJsonAsync("/api/auth/me", new { name = " Ada Lovelace ", locale = "de-CH", timeZone = "Europe/Zurich" });

        var me = await ada.Client.GetJsonAsync("/api/auth/me");
        Assert.Equal(updated.ToJsonString(), me.ToJsonString());
        Assert.Equal(("Ada Lovelace", "de-CH", "Europe/Zurich"), ((string)me["user"]!["name"]!, (string)me["user"]!["locale"]!, (string)me["user"]!["timeZone"]!));
    }

    [Theory]
    [InlineData("", "en", "UTC", "name")]
    [InlineData("   ", "en", "UTC", "name")]
    [InlineData("two\nlines", "en", "UTC", "name")]
    [InlineData("rev\u202Eersed", "en", "UTC", "name")]
    [InlineData("Your account is locked: https://evil.example", "en", "UTC", "name")]
    [InlineData("See WWW.evil.example", "en", "UTC", "name")]
    [InlineData("Ada", "english", "UTC", "locale")]
    [InlineData("Ada", "en", "Mars/Olympus", "timeZone")]
    [InlineData("Ada", "en", "../../etc/passwd", "timeZone")]
    public async Task What_cannot_be_is_refused_by_its_field(string name, string locale, string timeZone, string field)
    {
        var refused = await shared.Reader.Client.PutJsonAsync("/api/auth/me", new { name, locale, timeZone }, HttpStatusCode.BadRequest);

        Assert.NotNull(refused["errors"]![field]);
    }
}
