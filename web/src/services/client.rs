//! The API as the portal calls it: sign, send, read the answer.

use super::clock::{now, parse_http_date};
use super::keystore::{BrowserKey, KeyError};
use super::transport;
use reinstall_core::Secret;
use reinstall_core::api::query::{DescribeInstances, INSTANCE_IDS_MAX, Query};
use reinstall_core::api::{Answer, Call, CallError, Coverage, ServerCode, SignedRequest, read_answer};
use reinstall_core::machine::Instance;
use reinstall_core::prepared::Prepared;
use reinstall_core::time::UnixSeconds;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// Who calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Credentials {
    /// An access key; its secret is in the browser's keeping.
    Key(BrowserKey),
    /// An API token, in memory only.
    Token(Secret),
}

/// Everything that a call needs besides what it asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The proxy's origin; empty: this page's own.
    pub endpoint: String,
    /// The host that requests are signed for.
    pub upstream_host: String,
    /// Who calls.
    pub credentials: Credentials,
    /// Which headers the signature covers.
    pub coverage: Coverage,
}

impl Client {
    /// A call that reads.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn read<Q: Query>(&self, query: &Q) -> Result<Answer<Q::Response>, CallError> {
        let call = Call::read(query).map_err(|_| unsent("the query cannot be written as JSON"))?;
        self.call(&call).await
    }

    /// The instance of this id as it is now; `None` where the account has none.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn instance(&self, id: &str) -> Result<Option<Instance>, CallError> {
        Ok(self.instances_by_id(&[id.to_owned()]).await?.into_iter().find(|instance| instance.instance_id == id))
    }

    /// The instances of these ids, in batches as large as the API takes.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn instances_by_id(&self, ids: &[String]) -> Result<Vec<Instance>, CallError> {
        let mut found = Vec::new();
        for batch in ids.chunks(INSTANCE_IDS_MAX) {
            let query = DescribeInstances {
                instance_ids: batch.to_vec(),
                page_size: i64::try_from(batch.len()).ok(),
                ..DescribeInstances::default()
            };
            found.extend(self.read(&query).await?.response.data_set);
        }
        Ok(found)
    }

    /// Sends the reinstall, once. Only the job's state machine decides whether to call this.
    ///
    /// # Errors
    /// See [`CallError`]; few of them prove that nothing happened.
    pub async fn reinstall(&self, prepared: &Prepared) -> Result<Answer<Value>, CallError> {
        self.call(&prepared.call()).await
    }

    async fn call<T: DeserializeOwned>(&self, call: &Call) -> Result<Answer<T>, CallError> {
        let request = self.authorise(call).await.map_err(|error| unsent(&error.to_string()))?;
        let received = transport::post(&self.endpoint, &request).await?;
        read_answer(&received.raw()).map_err(|error| with_skew(error, received.date.as_deref()))
    }

    async fn authorise(&self, call: &Call) -> Result<SignedRequest, KeyError> {
        match &self.credentials {
            Credentials::Token(token) => Ok(call.with_token(token)),
            Credentials::Key(key) => call.sign(key, &self.upstream_host, now(), self.coverage).await,
        }
    }
}

/// Nothing left this page.
fn unsent(why: &str) -> CallError {
    CallError::Proxy(reinstall_core::api::ProxyError {
        code: "NOT_SENT".into(),
        message: format!("The request was not sent: {why}"),
        sent: reinstall_core::api::Sent::No,
        what_to_do: String::new(),
    })
}

/// Says by how much this machine's clock is off, where that is why the server refused.
fn with_skew(error: CallError, date: Option<&str>) -> CallError {
    let CallError::Api(mut api) = error else { return error };
    if api.known() == Some(ServerCode::AuthfailureSignatureExpired)
        && let Some(server) = date.and_then(parse_http_date)
    {
        api.message = format!("{} {}", api.message, skew_words(now().since(server)));
    }
    CallError::Api(api)
}

fn skew_words(seconds: i64) -> String {
    let size = seconds.unsigned_abs();
    let amount = if size >= 120 { format!("{} minutes", size / 60) } else { format!("{size} seconds") };
    let direction = if seconds >= 0 { "ahead of" } else { "behind" };
    format!("This machine's clock is {amount} {direction} the server's.")
}

/// Tries a credential: a first page of one instance.
///
/// Signing more than the vendor's SDKs do is allowed by the vendor's page and proven by nobody, so
/// where that signature is refused the SDKs' own form is tried once.
///
/// # Errors
/// See [`CallError`].
pub async fn connect(endpoint: &str, upstream_host: &str, credentials: Credentials) -> Result<Client, CallError> {
    let client = |coverage| Client {
        endpoint: endpoint.to_owned(),
        upstream_host: upstream_host.to_owned(),
        credentials: credentials.clone(),
        coverage,
    };
    let probe = DescribeInstances { page_size: Some(1), ..DescribeInstances::default() };
    let probe = Call::read(&probe).map_err(|_| unsent("the query cannot be written as JSON"))?;
    let full = client(Coverage::WithAction);
    // Only whether it is answered counts.
    match full.call::<IgnoredAny>(&probe).await {
        Ok(_) => Ok(full),
        Err(CallError::Api(error))
            if error.known() == Some(ServerCode::AuthfailureSignatureFailure)
                && matches!(credentials, Credentials::Key(_)) =>
        {
            let plain = client(Coverage::ContentTypeAndHost);
            plain.call::<IgnoredAny>(&probe).await.map(|_| plain)
        }
        Err(error) => Err(error),
    }
}

/// How old an observation is, for people.
pub fn seconds_since(time: UnixSeconds) -> i64 {
    now().since(time).max(0)
}
