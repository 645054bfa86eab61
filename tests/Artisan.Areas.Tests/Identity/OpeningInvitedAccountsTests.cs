using Artisan.Areas.Identity;
using Artisan.Areas.Identity.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

/// <summary>Who was invited gets an account by the proof that came with the mail: once, with his own password, and without a workspace of his own.</summary>
[Collection(IdentityScenarios.Name)]
public sealed class OpeningInvitedAccountsTests(IdentityApp fixture)
{
    private const string Password = "a wide and quiet river";

    private readonly IAccounts _accounts = fixture.App.Services.GetRequiredService<IAccounts>();

    [Fact]
    public async Task He_signs_in_with_his_password_and_is_in_no_workspace()
    {
        var email = IdentityCalls.NewEmail();
        var opened = await OpenAsync(email, Password, "proof");

        using var signedIn = await fixture.App.CreateClient().SignInAsync(email, Password);
        var body = await signedIn.BodyAsync();
        Assert.Equal(opened.Value!.UserId, (string)body["user"]!["id"]!);
        Assert.Null(body["workspaceId"]);
        Assert.True(EmailAddress.TryParse(email.ToUpperInvariant(), out var address));
        Assert.Equal(opened.Value, await _accounts.FindAsync(address, CancellationToken.None));
        Assert.Equal(opened.Value, await _accounts.FindAsync(opened.Value.UserId, CancellationToken.None));
    }

    [Fact]
    public async Task The_same_call_again_finds_the_same_account_and_a_wrong_password_does_not()
    {
        var email = IdentityCalls.NewEmail();
        var opened = await OpenAsync(email, Password, "proof");

        Assert.Equal(opened.Value, (await OpenAsync(email, Password, "proof")).Value);
        Assert.Equal(IdentityFaults.CredentialsWrong.Code, (await OpenAsync(email, Password + "!", "proof")).Fault!.Code);
        Assert.Equal(IdentityFaults.AddressTaken.Code, (await OpenAsync(email, Password, "another proof")).Fault!.Code);
        Assert.Equal(IdentityFaults.PasswordCommon.Code, (await OpenAsync(IdentityCalls.NewEmail(), "password1", "proof")).Fault!.Code);
    }

    [Fact]
    public async Task Of_many_at_once_one_account_comes()
    {
        var email = IdentityCalls.NewEmail();

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync(email, Password, "proof")));

        Assert.Single(all.Select(o => o.Value).Distinct());
        Assert.NotNull(all[0].Value);
    }

    private Task<Artisan.Platform.Http.Outcome<Person>> OpenAsync(string email, string password, string proof) =>
        _accounts.OpenAsync(new NewAccount(email, "Ada", password, proof), new DefaultHttpContext { RequestServices = fixture.App.Services }, CancellationToken.None);
}
