using System.Net;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Tests.Access;

public sealed class PassingTheGateTests : PlatformTest
{
    private static readonly AccessRule Viewers = new(LeastKind.Role) { Role = Role.Viewer };
    private static readonly AccessRule Admins = new(LeastKind.Role) { Role = Role.Admin };

    private readonly string _session = "ses_01kaxample0000000000000000";
    private string _user = "";

    [Fact]
    public async Task A_member_passes_with_the_role_of_the_gate()
    {
        await OpenAsync(new Gate { Memberships = Member("admin", "finance") });
        var context = Request(await TokenAsync(), Admins);
        Assert.Null(await Platform.Get<CallerAccess>().CheckAsync(context));

        var caller = await Caller.BindAsync(context);
        Assert.Equal((_user, Platform.WorkspaceId, Role.Admin, Hats.Finance, "203.0.113.7"), (caller.UserId, caller.WorkspaceId, caller.Role, caller.Hats, caller.Ip));
    }

    [Fact]
    public async Task Losing_a_role_or_the_membership_counts_at_the_next_request()
    {
        await OpenAsync(new Gate { Memberships = Member("admin") });
        var token = await TokenAsync();
        Assert.Null(await CheckAsync(token, Admins));

        await OpenAsync(new Gate { Memberships = Member("viewer") });
        Assert.Equal(Faults.Forbidden.Code, (await CheckAsync(token, Admins))!.Code);
        Assert.Null(await CheckAsync(token, Viewers));

        await OpenAsync(new Gate());
        Assert.Equal(Faults.Forbidden.Code, (await CheckAsync(token, Viewers))!.Code);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("revoked")]
    [InlineData("signed in before")]
    [InlineData("unknown")]
    public async Task Who_was_signed_out_is_asked_to_sign_in(string how)
    {
        var now = TimeProvider.System.GetUtcNow();
        await OpenAsync(new Gate { Memberships = Member("owner") });
        var token = await TokenAsync();
        Assert.Null(await CheckAsync(token, Viewers));

        await OpenAsync(how switch
        {
            "disabled" => new Gate { Memberships = Member("owner"), Disabled = true },
            "revoked" => new Gate { Memberships = Member("owner"), Revoked = new Dictionary<string, DateTimeOffset> { [_session] = now.AddMinutes(15) } },
            "signed in before" => new Gate { Memberships = Member("owner"), NotBefore = now.AddMinutes(1) },
            _ => null,
        });
        Assert.Equal(Faults.SignInRequired, await CheckAsync(token, Viewers));
    }

    [Fact]
    public async Task A_suspended_workspace_is_closed_to_its_members()
    {
        await OpenAsync(new Gate { Memberships = new Dictionary<string, GateMembership> { [Platform.WorkspaceId] = new("owner", [], Suspended: true) } });
        Assert.Equal(Faults.Forbidden.Code, (await CheckAsync(await TokenAsync(), Viewers))!.Code);
    }

    [Fact]
    public async Task An_endpoint_without_a_rule_and_one_of_another_portal_are_closed()
    {
        await OpenAsync(new Gate { Memberships = Member("owner") });
        var token = await TokenAsync();
        Assert.Equal(Faults.Forbidden, await Platform.Get<CallerAccess>().CheckAsync(Request(token, null)));
        Assert.Equal(Faults.SignInRequired, await CheckAsync(token, new AccessRule(LeastKind.Platform)));
        Assert.Equal(Faults.NoSuchRoute, await Platform.Get<CallerAccess>().CheckAsync(new DefaultHttpContext { RequestServices = Platform.Services }));
    }

    [Fact]
    public async Task Each_refusal_of_someone_known_is_recorded_once()
    {
        await OpenAsync(new Gate { Memberships = Member("viewer") });
        await CheckAsync(await TokenAsync(), Admins);
        var entry = Assert.Single((await Platform.Get<AuditChain>().ReadAsync(AuditScope.Workspace(Platform.WorkspaceId), 10, null, default)).Entries).Entry;
        Assert.Equal(("auth.denied", AuditOutcome.Denied, AuditActor.User(_user)), (entry.Action, entry.Outcome, entry.Actor));
    }

    [Fact]
    public async Task An_api_key_opens_only_what_its_scopes_name_in_its_own_workspace()
    {
        var key = await KeyAsync("usage:write", "read");
        Assert.Null(await CheckAsync(key.ToString(), new AccessRule(LeastKind.Role) { Role = Role.Member, Scope = Scopes.UsageWrite }, "POST"));
        Assert.Null(await CheckAsync(key.ToString(), Viewers));
        Assert.Equal(Faults.ScopeMissing, await CheckAsync(key.ToString(), Viewers, "POST"));
        Assert.Equal(Faults.ScopeMissing, await CheckAsync(key.ToString(), Admins));
        Assert.Equal(Faults.ScopeMissing, await CheckAsync(key.ToString(), new AccessRule(LeastKind.Role) { Role = Role.Member, Scope = Scopes.ValueWrite }, "POST"));
        Assert.Equal(Faults.ScopeMissing, await CheckAsync(key.ToString(), new AccessRule(LeastKind.User)));
    }

    [Fact]
    public async Task A_wrong_secret_a_revoked_key_and_another_workspaces_number_open_nothing()
    {
        var key = await KeyAsync("read");
        Assert.Equal(Faults.SignInRequired, await CheckAsync((key with { Secret = new string('0', 64) }).ToString(), Viewers));
        Assert.Equal(Faults.SignInRequired, await CheckAsync((key with { Number = 2 }).ToString(), Viewers));
        Assert.Equal(Faults.SignInRequired, await CheckAsync((key with { WorkspaceId = Platform.Ids.New("ws") }).ToString(), Viewers));

        var home = Platform.Stores.Workspace(TableNames.Identity, Platform.WorkspaceId).Root;
        await home.Change().Delete(key.RowKey).CommitAsync(default);
        Assert.Equal(Faults.SignInRequired, await CheckAsync(key.ToString(), Viewers));
    }

    private async Task<ApiKey> KeyAsync(params string[] scopes)
    {
        var key = ApiKey.Create(Platform.WorkspaceId, 1);
        var home = Platform.Stores.Workspace(TableNames.Identity, Platform.WorkspaceId).Root;
        var row = home.Row(key.RowKey);
        row["hash"] = key.SecretHash;
        row["scopes"] = string.Join(' ', scopes);
        // A key counts only as long as its workspace is there.
        await home.Change().Insert(row).Insert(home.Row("workspace")).CommitAsync(default);
        return key;
    }

    private Dictionary<string, GateMembership> Member(string role, params string[] hats) => new() { [Platform.WorkspaceId] = new GateMembership(role, hats) };

    // Null takes the gate away.
    private async Task OpenAsync(Gate? gate)
    {
        if (_user.Length == 0) _user = Platform.Ids.New("usr");
        var home = Platform.Stores.User(_user).Root;
        if (gate is null) await home.Change().Delete(Gate.RowKey).CommitAsync(default);
        else await home.Change().Upsert(gate.Into(home.Row(Gate.RowKey))).CommitAsync(default);
    }

    private Task<string> TokenAsync() =>
        Task.FromResult(Platform.Get<AccessTokens>().Issue(new AccessClaims(_user, _session, Platform.WorkspaceId, TimeProvider.System.GetUtcNow())).Token);

    private Task<Artisan.Platform.Http.Fault?> CheckAsync(string credential, AccessRule rule, string method = "GET") => Platform.Get<CallerAccess>().CheckAsync(Request(credential, rule, method));

    private DefaultHttpContext Request(string credential, AccessRule? rule, string method = "GET")
    {
        var context = new DefaultHttpContext { RequestServices = Platform.Services };
        context.Request.Method = method;
        context.Request.Headers.Authorization = $"Bearer {credential}";
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        context.SetEndpoint(new Endpoint(null, rule is null ? EndpointMetadataCollection.Empty : new EndpointMetadataCollection(rule), "test"));
        return context;
    }
}
