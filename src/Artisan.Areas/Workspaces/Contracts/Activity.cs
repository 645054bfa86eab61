using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>How an entry of the audit trail reads in a workspace's activity.</summary>
/// <param name="Action">The entry's action.</param>
/// <param name="Words">What stands behind the actor's name; <c>{target}</c> is the member it was done to, <c>{x}</c> the field x as it is since.</param>
public sealed record ActivityWords(string Action, string Words);

/// <summary>How areas say which of their actions members may read about.</summary>
public static class ActivityRegistration
{
    /// <summary>Shows an action to every member of the workspace. Actions that nobody registers are for the audit trail only.</summary>
    public static IServiceCollection AddActivity(this IServiceCollection services, string action, string words) => services.AddSingleton(new ActivityWords(action, words));
}
