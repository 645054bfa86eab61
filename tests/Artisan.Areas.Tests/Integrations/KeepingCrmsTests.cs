using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Integrations.Contracts;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Integrations;

/// <summary>CRMs kept the same here and there: read page by page through whatever happens, and written to without doubles.</summary>
public sealed class KeepingCrmsTests(KeepingCrmsTests.Lab lab) : IClassFixture<KeepingCrmsTests.Lab>
{
    private const int Thousand = 1_000;

    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The three CRMs by the names of what they call a contact.</summary>
    public static TheoryData<string> Crms => ["salesforce", "hubspot", "pipedrive"];

    [Theory]
    [MemberData(nameof(Crms))]
    public async Task A_thousand_records_come_once_through_crashes_and_refusals_and_then_what_changed(string provider)
    {
        var owner = await lab.Healthy.SignUpAsync();
        for (var i = 0; i < Thousand; i++) Add(provider, i);
        await lab.Vendors.ConnectAsync(owner, provider);
        var requests = lab.Vendors.Vendors[provider].Requests.Count;

        // A page is read and put, and the process dies before the cursor moves; then another does, whatever the vendor says meanwhile.
        await lab.DieAsync(app => StepAsync(app, owner, provider), putsBefore: provider == "salesforce" ? 2 : 1);
        lab.Vendors.Vendors[provider].Spoil(new Mishap(429, RetryAfter: 5), Mishap.NotJson, Mishap.Down);
        for (var steps = 0; await UpkeepAsync(owner, provider) is { SyncedAt: null } && steps < 60; steps++) await StepAsync(lab.Healthy, owner, provider);

        var records = await ListAsync(owner, provider);
        Assert.Equal((Thousand, Thousand), (records.Count, records.Select(r => r.Fields["email"]).Distinct(StringComparer.Ordinal).Count()));
        Assert.True(lab.Vendors.Vendors[provider].Requests.Count - requests < 40);
        var kind = (await IntegrationsLab.SeeAsync(owner, provider))["sync"]!["kinds"]![0]!;
        Assert.True((long)kind["read"]! >= Thousand, kind.ToJsonString());

        Add(provider, Thousand, at: lab.Vendors.Time.GetUtcNow());
        for (var steps = 0; steps < 6; steps++) await StepAsync(lab.Healthy, owner, provider);
        Assert.Equal(Thousand + 1, (await ListAsync(owner, provider)).Count);
    }

    [Theory]
    [MemberData(nameof(Crms))]
    public async Task A_record_of_ours_is_made_there_once_also_where_the_answer_was_lost(string provider)
    {
        var owner = await lab.Healthy.SignUpAsync();
        await lab.Vendors.ConnectAsync(owner, provider);
        var crm = lab.Healthy.Services.GetRequiredService<ICrmRecords>();
        var before = Count(provider, "deals");
        Assert.True(await crm.PushAsync(owner.WorkspaceId, provider, "deals", "deal_1", Deal("Ten seats"), CancellationToken.None));

        // It is made there, and the process dies before it is said here.
        await lab.DieAsync(app => PushAsync(app, owner, provider, "deals", "deal_1"), putsBefore: 1);
        Assert.Equal(before + 1, Count(provider, "deals"));
        lab.Vendors.Time.Advance(TimeSpan.FromMinutes(4));
        await PushAsync(lab.Healthy, owner, provider, "deals", "deal_1");
        await PushAsync(lab.Healthy, owner, provider, "deals", "deal_1");
        Assert.Equal(before + 1, Count(provider, "deals"));

        // What is there already by its address is changed, and a change of ours changes the same record.
        var contacts = Count(provider, "contacts");
        foreach (var name in new[] { "Lovelace", "Byron" })
        {
            await crm.PushAsync(owner.WorkspaceId, provider, "contacts", "lead_1", new Dictionary<string, string> { ["email"] = $"ada@{owner.WorkspaceId}.example.com", ["lastName"] = name, ["unmapped"] = "x" }, CancellationToken.None);
            await PushAsync(lab.Healthy, owner, provider, "contacts", "lead_1");
        }

        await crm.PushAsync(owner.WorkspaceId, provider, "contacts", "lead_2", new Dictionary<string, string> { ["email"] = $"ada@{owner.WorkspaceId}.example.com" }, CancellationToken.None);
        await PushAsync(lab.Healthy, owner, provider, "contacts", "lead_2");
        Assert.Equal(contacts + 1, Count(provider, "contacts"));
    }

    [Fact]
    public async Task Fields_are_read_by_the_names_that_somebody_chose()
    {
        var owner = await lab.Healthy.SignUpAsync();
        var path = "/api/integrations/pipedrive";
        await owner.Client.PutJsonAsync(path, new { mapping = new { contacts = new { email = "emails" } } }, HttpStatusCode.Conflict);
        await lab.Vendors.ConnectAsync(owner, "pipedrive");
        foreach (var wrong in new object[] { new { people = new { email = "emails" } }, new { contacts = new { name = "name" } }, new { contacts = new { email = "two words" } }, new { contacts = new { email = "emails", other = "emails" } }, new { } })
            Assert.Equal("request.invalid", (string?)(await owner.Client.PutJsonAsync(path, new { mapping = wrong }, HttpStatusCode.BadRequest))["code"]);

        lab.Vendors.Pipedrive.Put("persons", lab.Vendors.Time.GetUtcNow(), new JsonObject { ["name"] = "Grace", ["emails"] = new JsonArray(new JsonObject { ["value"] = "grace@example.com" }), ["job"] = "admiral" });
        var saved = await owner.Client.PutJsonAsync(path, new { mapping = new { contacts = new { email = "emails", rank = "job" } } });
        for (var steps = 0; await UpkeepAsync(owner, "pipedrive") is { SyncedAt: null } && steps < 60; steps++) await StepAsync(lab.Healthy, owner, "pipedrive");

        Assert.Equal("job", (string?)saved["sync"]!["kinds"]![0]!["fields"]!["rank"]);
        Assert.Contains(await ListAsync(owner, "pipedrive"), r => r.Fields.GetValueOrDefault("rank") == "admiral");
        Assert.Single(await lab.Healthy.AuditAsync(AuditScope.Workspace(owner.WorkspaceId), "integrations.mapped"));
    }

    [Fact]
    public async Task What_was_read_goes_with_the_connection()
    {
        var owner = await lab.Healthy.SignUpAsync();
        Add("hubspot", 5_000, "leaver");
        await lab.Vendors.ConnectAsync(owner, "hubspot");
        await StepAsync(lab.Healthy, owner, "hubspot");
        var connections = lab.Healthy.Services.GetRequiredService<ConnectionStore>();
        var records = connections.Records(owner.WorkspaceId, (await connections.FindAsync(owner.WorkspaceId, "hubspot", CancellationToken.None))!.Connection.Id);
        Assert.NotEmpty((await records.PageAsync(RowRange.Prefix(IntegrationKeys.RecordPrefix), 1, null, CancellationToken.None)).Rows);

        await owner.Client.DeleteJsonAsync("/api/integrations/hubspot");
        await lab.Healthy.SettleAsync();

        Assert.Empty((await records.PageAsync(RowRange.Prefix(""), 10, null, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task A_test_while_a_page_is_read_does_not_end_the_reading()
    {
        var owner = await lab.Healthy.SignUpAsync();
        Add("hubspot", 6_000, "tested");
        await lab.Vendors.ConnectAsync(owner, "hubspot");
        var before = (await UpkeepAsync(owner, "hubspot"))!;

        await lab.MeanwhileAsync(() => owner.Client.PostJsonAsync("/api/integrations/hubspot/test", new { }), app => StepAsync(app, owner, "hubspot"));

        var after = (await UpkeepAsync(owner, "hubspot"))!;
        Assert.True(after.Due > before.Due);
        Assert.NotEmpty(after.Cursors);
    }

    [Fact]
    public async Task Keys_that_are_refused_after_another_failure_are_told_of()
    {
        var owner = await lab.Healthy.SignUpAsync();
        await lab.Vendors.ConnectAsync(owner, "sendgrid");
        foreach (var status in new[] { 503, 401, 401 })
        {
            lab.Vendors.Vendors["sendgrid"].Spoil(new Mishap(status));
            await StepAsync(lab.Healthy, owner, "sendgrid");
        }

        await lab.Healthy.SettleAsync();
        Assert.Single((await owner.Client.GetJsonAsync("/api/notifications"))["items"]!.AsArray(), n => (string?)n!["kind"] == "integration.needs_reconnect");
    }

    private static Dictionary<string, string> Deal(string name) => new() { ["name"] = name, ["amount"] = "10" };

    private void Add(string provider, int i, string name = "person", DateTimeOffset? at = null)
    {
        var (id, changed, email) = ($"c{i}", at ?? Start.AddMinutes(i), $"{name}{i.ToString(CultureInfo.InvariantCulture)}@example.com");
        if (provider == "hubspot") lab.Vendors.HubSpot.Put("contacts", id, changed, changed, new JsonObject { ["email"] = email });
        else if (provider == "salesforce") lab.Vendors.Salesforce.Put("Contact", id, changed, changed, new JsonObject { ["Email"] = email });
        else lab.Vendors.Pipedrive.Put("persons", changed, new JsonObject { ["emails"] = new JsonArray(new JsonObject { ["value"] = email, ["primary"] = true }) });
    }

    private int Count(string provider, string kind) => provider switch
    {
        "hubspot" => lab.Vendors.HubSpot.Count(kind),
        "salesforce" => lab.Vendors.Salesforce.Count(kind == "deals" ? "Opportunity" : "Contact"),
        _ => lab.Vendors.Pipedrive.Count(kind == "deals" ? "deals" : "persons"),
    };

    // The contacts of the thousand; other tests of the class make some of their own.
    private async Task<List<CrmRecord>> ListAsync(SignedInUser owner, string provider)
    {
        var all = new List<CrmRecord>();
        await foreach (var record in lab.Healthy.Services.GetRequiredService<ICrmRecords>().ListAsync(owner.WorkspaceId, provider, "contacts", CancellationToken.None))
        {
            if (record.Fields.GetValueOrDefault("email")?.StartsWith("person", StringComparison.Ordinal) is true || record.Fields.ContainsKey("rank")) all.Add(record);
        }

        return all;
    }

    private async Task<Upkeep?> UpkeepAsync(SignedInUser owner, string provider) => (await lab.Healthy.Services.GetRequiredService<ConnectionStore>().UpkeepAsync(owner.WorkspaceId, provider, CancellationToken.None))?.Upkeep;

    // Delivers the message that the upkeep waits for.
    private async Task StepAsync(ArtisanApp app, SignedInUser owner, string provider)
    {
        var due = new DueWork(KeepUp.Queue, owner.WorkspaceId, provider, (await UpkeepAsync(owner, provider))!.Due);
        await app.Services.GetRequiredService<KeepUp>().HandleAsync(new QueueMessage<DueWork>("m", due), CancellationToken.None);
    }

    private async Task PushAsync(ArtisanApp app, SignedInUser owner, string provider, string kind, string id)
    {
        var connection = (await lab.Healthy.Services.GetRequiredService<ConnectionStore>().FindAsync(owner.WorkspaceId, provider, CancellationToken.None))!.Connection;
        await app.Services.GetRequiredService<PushRecord>().HandleAsync(new QueueMessage<CrmPush>("m", new CrmPush(owner.WorkspaceId, provider, connection.Id, kind, id)), CancellationToken.None);
    }

    /// <summary>The vendors, and the app twice: one of it dies.</summary>
    public sealed class Lab : IAsyncLifetime
    {
        private readonly FaultInjectionPolicy _faults = new(request => request.Method == global::Azure.Core.RequestMethod.Post && request.Uri.ToString().Contains("$batch", StringComparison.Ordinal));
        private readonly Interruption _interruption = new();
        private ArtisanApp _dying = null!;

        public IntegrationsLab Vendors { get; } = new();

        public ArtisanApp Healthy => Vendors.App;

        public async Task InitializeAsync()
        {
            await Vendors.InitializeAsync();
            Vendors.Salesforce.PageSize = 200;
            _dying = await Vendors.StartAsync(Healthy, [_faults, _interruption]);
        }

        public async Task DisposeAsync()
        {
            _faults.Reset();
            await _dying.DisposeAsync();
            await Vendors.DisposeAsync();
        }

        /// <summary>Does something in one process, and something else in between: after what the first has read, before it commits.</summary>
        public async Task MeanwhileAsync(Func<Task> between, Func<ArtisanApp, Task> work)
        {
            _faults.Reset();
            _interruption.Next = between;
            await work(_dying);
            Assert.Null(_interruption.Next);
        }

        /// <summary>Does something in a process that dies when it has made some transactions.</summary>
        public async Task DieAsync(Func<ArtisanApp, Task> work, int putsBefore)
        {
            _faults.Reset();
            _faults.Inject(Fault.ProcessDiesBefore, putsBefore + 1);
            var death = await Record.ExceptionAsync(() => work(_dying));
            _faults.Reset();
            Assert.NotNull(death);
        }
    }

    /// <summary>Does something else before the next transaction.</summary>
    private sealed class Interruption : HttpPipelinePolicy
    {
        public Func<Task>? Next { get; set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (Next is { } next && message.Request.Uri.ToString().Contains("$batch", StringComparison.Ordinal))
            {
                Next = null;
                await next();
            }

            await ProcessNextAsync(message, pipeline);
        }
    }
}
