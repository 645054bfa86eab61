using System.Buffers.Binary;
using System.Net;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class ChoosingPasswordsTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Theory]
    [InlineData(7, HttpStatusCode.BadRequest)]
    [InlineData(8, HttpStatusCode.OK)]
    [InlineData(64, HttpStatusCode.OK)]
    [InlineData(256, HttpStatusCode.OK)]
    [InlineData(257, HttpStatusCode.BadRequest)]
    public async Task From_8_to_256_characters_are_taken(int length, HttpStatusCode expected)
    {
        var token = await ReadyAccount.RegisterAsync(_app.Services, IdentityCalls.NewEmail());

        using var response = await _app.CreateClient().VerifyAsync(token, string.Concat(Enumerable.Range(0, length).Select(i => "zq5Ü "[i % 5])));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Every_character_counts_to_the_last()
    {
        var password = new string('ä', 200) + " tail with blanks and 🔑  ";
        var ada = await _app.SignUpAsync(password: password);

        using var trimmed = await _app.CreateClient().SignInAsync(ada.Email, password.Trim());
        using var truncated = await _app.CreateClient().SignInAsync(ada.Email, password[..72]);
        using var whole = await _app.CreateClient().SignInAsync(ada.Email, password);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK], [trimmed.StatusCode, truncated.StatusCode, whole.StatusCode]);
    }

    [Theory]
    [InlineData("password1")]
    [InlineData("PassWord1")]
    [InlineData("12345678")]
    [InlineData("qwertyuiop")]
    [InlineData("iloveyou123")]
    [InlineData("Summer2024")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    public async Task What_attackers_try_first_is_refused(string password)
    {
        var token = await ReadyAccount.RegisterAsync(_app.Services, IdentityCalls.NewEmail());

        using var response = await _app.CreateClient().VerifyAsync(token, password);

        var body = await response.BodyAsync();
        Assert.Equal("identity.password_common", (string)body["code"]!);
        Assert.NotNull(body["errors"]!["password"]);
        using var better = await _app.CreateClient().VerifyAsync(token);
        Assert.Equal(HttpStatusCode.OK, better.StatusCode);
    }

    [Fact]
    public void The_list_of_common_passwords_holds_more_than_three_thousand_that_are_long_enough() => Assert.InRange(PasswordRules.ListLength, 3000, 100_000);

    [Theory]
    [InlineData("ada.lovelace@example.com")]
    [InlineData("Ada.Lovelace")]
    public void Ones_own_address_is_no_password(string password)
    {
        Assert.True(EmailAddress.TryParse("ada.lovelace@example.com", out var address));
        Assert.True(PasswordRules.IsCommon(password, address));
    }

    [Fact]
    public async Task A_stored_hash_is_PBKDF2_with_HMAC_SHA512_and_220000_rounds()
    {
        var ada = await _app.SignUpAsync(password: "a password of her own");

        Assert.Equal((1, 2, 220_000), Parameters((await _app.UserRowAsync(ada.UserId)).GetString("password")!));
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_is_raised_by_the_next_sign_in()
    {
        var ada = await _app.SignUpAsync();
        var row = await _app.UserRowAsync(ada.UserId);
        var weak = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        row["password"] = weak.HashPassword(null!, "an older, weaker hash");
        await _app.Services.GetRequiredService<Stores>().User(ada.UserId).Root.Change().Replace(row).CommitAsync(CancellationToken.None);

        using var wrong = await _app.CreateClient().SignInAsync(ada.Email, "not the password");
        Assert.Equal(1000, Parameters((await _app.UserRowAsync(ada.UserId)).GetString("password")!).Rounds);
        using var first = await _app.CreateClient().SignInAsync(ada.Email, "an older, weaker hash");
        Assert.Equal(220_000, Parameters((await _app.UserRowAsync(ada.UserId)).GetString("password")!).Rounds);
        using var second = await _app.CreateClient().SignInAsync(ada.Email, "an older, weaker hash");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode]);
    }

    [Fact]
    public async Task Comparing_with_nobodys_hash_takes_as_much_work_and_is_never_right()
    {
        using var hashes = new PasswordHashes(Options.Create(new Areas.Identity.IdentityOptions()));

        Assert.Equal((false, null), await hashes.VerifyAsync(null, "anything at all", CancellationToken.None));
        Assert.Equal(220_000, Parameters(await hashes.HashAsync("anything at all", CancellationToken.None)).Rounds);
    }

    [Fact]
    public async Task The_hash_of_the_first_password_lies_nowhere_but_with_the_user()
    {
        var ada = await _app.SignUpAsync();
        Assert.True(EmailAddress.TryParse(ada.Email, out var address));

        var owner = await _app.Services.GetRequiredService<Stores>().Platform(TableNames.Identity).Partition(IdentityKeys.Address(address)).FindAsync(IdentityKeys.Owner, CancellationToken.None);

        Assert.Equal(ada.UserId, owner!.GetString("user"));
        Assert.False(owner.ContainsKey("password"));
    }

    private static (int Format, int Prf, int Rounds) Parameters(string hash)
    {
        var bytes = Convert.FromBase64String(hash);
        return (bytes[0], (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)), (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)));
    }
}
