using Artisan.Areas.Identity.Addresses;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Leaving;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.OAuth;
using Artisan.Areas.Identity.Operations;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SecondFactor;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Identity.Suspicion;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Backups;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Identity;

/// <summary>What the area registers.</summary>
public static class IdentityModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddOptions<IdentityOptions>().BindConfiguration("Identity").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AccountStore>();
        // After a restore everybody signs in again: what was signed out or spent since the backup must not come back to life.
        foreach (var row in new[] { "s|", "tok|", "chal|" }) services.AddNotBackedUp(TableNames.Identity, "user|", row);
        services.AddSingleton<IMemberships, Memberships>();
        services.AddSingleton<PasswordHashes>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<RecentSignIn>();
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<MailLimits>();
        services.AddSingleton<RegistrationMails>();
        services.AddSingleton<OpenAccount>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<OpenAccount>());
        services.AddSingleton<IOutboxSink, SendRegistrationMail>();
        services.AddSingleton<SecurityMails>();
        services.AddSingleton<IOutboxSink, SendResetMail>();
        services.AddSingleton<IOutboxSink, TellSuspicions>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<FirstStep>();
        AddAddresses(services);
        services.AddSingleton<IOutboxSink, WipeAccount>();
        services.AddSingleton<IExportContributor, ExportApiKeys>();
        services.AddActivity("auth.key_created", "created the API key {name}.");
        services.AddActivity("auth.key_revoked", "revoked an API key.");
        AddOperations(services);
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, IdentityJson.Default));
    }

    private static void AddAddresses(IServiceCollection services)
    {
        services.AddSingleton<AddressMails>();
        services.AddSingleton<LeaveAddress>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<LeaveAddress>());
        services.AddSingleton<MoveAddress>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<MoveAddress>());
        services.AddSingleton<ConfirmAddress>();
        services.AddSingleton<ChangeEmail>();
    }

    private static void AddOperations(IServiceCollection services)
    {
        services.AddSingleton<Register>();
        services.AddSingleton<VerifyEmail>();
        services.AddSingleton<ResendVerification>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<OAuthCookie>();
        services.AddSingleton<ExternalAccounts>();
        services.AddSingleton<ListOAuthProviders>();
        services.AddSingleton<StartOAuth>();
        services.AddSingleton<FinishOAuth>();
        services.AddSingleton<ConfirmSignIn>();
        services.AddSingleton<EnrollSecondFactor>();
        services.AddSingleton<DropSecondFactor>();
        services.AddSingleton<ForgotPassword>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<EraseMe>();
        services.AddSingleton<Refresh>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<GetMe>();
        services.AddSingleton<UpdateMe>();
        services.AddSingleton<SwitchWorkspace>();
        services.AddSingleton<ListSessions>();
        services.AddSingleton<RevokeSession>();
        services.AddSingleton<RevokeOtherSessions>();
        services.AddSingleton<ListApiKeys>();
        services.AddSingleton<IApiKeys>(s => s.GetRequiredService<ListApiKeys>());
        services.AddSingleton<CreateApiKey>();
        services.AddSingleton<RevokeApiKey>();
    }
}
